"""A reply with a document of the house: its bytes are made after the commit."""

from datetime import datetime

from sqlalchemy.orm import Session

from conversations.messages import Enclosure, FileKind, FileRef, Reply
from conversations.words import Words
from storage.files import note_file

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PNG, PDF = "image/png", "application/pdf"


def enclosed(session: Session, words: Words, ref: FileRef, concerns: str, now: datetime) -> Reply:
    """`concerns` says whose or what record's it is: who may see that may open the file."""
    number = note_file(session, ref, concerns, now)
    return Reply(words, files=(Enclosure(number, ref.kind, ref.name),), menu=True)


def picture(source: str, name: str) -> FileRef:
    return FileRef(source, FileKind.PHOTO, 0, name, PNG)


def document(source: str, name: str, mime: str) -> FileRef:
    return FileRef(source, FileKind.DOCUMENT, 0, name, mime)
