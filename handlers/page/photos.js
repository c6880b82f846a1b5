// Makes photos small enough for a village line. What the camera noted (when, where) goes along for the
// house alone: it reads the note and keeps the picture without it.

const LONGEST_SIDE = 1920;
const SMALL_ENOUGH = 20 * 1024 * 1024;
const NOTES_END = 256 * 1024;  // bytes: a camera writes its notes before the picture
const ORIENTATION = 0x0112;
const UPRIGHT = 1;

export async function lighter(file) {
  try {
    const img = await load(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(img.naturalWidth, img.naturalHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(img.naturalWidth * scale);
    canvas.height = Math.round(img.naturalHeight * scale);
    canvas.getContext("2d").drawImage(img, 0, 0, canvas.width, canvas.height);
    const small = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
    URL.revokeObjectURL(img.src);
    return small ? noted(small, await notesOf(file)) : file;
  } catch {
    return file;
  }
}

export const fits = (blob) => blob.size > 0 && blob.size <= SMALL_ENOUGH;

function load(file) {
  return new Promise((resolve, reject) => {
    const img = new Image();
    img.onload = () => resolve(img);
    img.onerror = reject;
    img.src = URL.createObjectURL(file);
  });
}

function noted(small, notes) {
  return notes ? new Blob([small.slice(0, 2), notes, small.slice(2)], { type: small.type }) : small;
}

// The EXIF segment of a JPEG; null where there is none, or none that can be read.
async function notesOf(file) {
  try {
    const bytes = await file.slice(0, NOTES_END).arrayBuffer();
    const view = new DataView(bytes);
    let at = view.getUint16(0) === 0xffd8 ? 2 : bytes.byteLength;
    while (view.getUint8(at) === 0xff) {
      const end = at + 2 + view.getUint16(at + 2);
      const exif = view.getUint8(at + 1) === 0xe1 && view.getUint32(at + 4) === 0x45786966;
      if (exif) return setUpright(bytes.slice(at, end));
      at = end;
    }
  } catch { /* damaged: the picture goes without */ }
  return null;
}

// The canvas has turned the picture already: nobody shall turn it again.
function setUpright(segment) {
  const notes = new DataView(segment, 10);
  const little = notes.getUint16(0) === 0x4949;
  const list = notes.getUint32(4, little);
  for (let n = notes.getUint16(list, little); n > 0; n -= 1) {
    const entry = list + 12 * n - 10;
    if (notes.getUint16(entry, little) === ORIENTATION) notes.setUint16(entry + 8, UPRIGHT, little);
  }
  return segment;
}
