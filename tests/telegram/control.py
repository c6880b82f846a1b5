"""A door for other processes: POST JSON to /control/<act>, to play people and to look on.

says      {user_id, text, first_name?}          -> {update_id}
presses   {user_id, label, first_name?}         -> {update_id}, or 404 when there is no such button
pushes    {kind, body}                          -> {update_id}
messages  {chat_id, after?}                     -> {changes: [{kind, at, message}]}
state     {}                                    -> {pending, calls, refusals}
fault     {kind, n?, seconds?, status?, methods?} -> {}
"""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.telegram.schema import Json
from tests.telegram.screen import button_on
from tests.telegram.server import BotApi


class Control:
    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._acts: dict[str, Callable[[Json], Json | None]] = {
            "says": self._says,
            "presses": self._presses,
            "pushes": self._pushes,
            "messages": self._messages,
            "state": self._state,
            "fault": self._fault,
        }
        api.app.router.add_post("/control/{act}", self._answer)

    async def _answer(self, request: web.Request) -> web.Response:
        act = self._acts.get(request.match_info["act"])
        found = act(await request.json()) if act else None
        return web.json_response(found, status=404 if found is None else 200)

    def _person(self, order: Json) -> Json:
        name = order.get("first_name", f"样例·{order['user_id']}")
        told = {"id": order["user_id"], "is_bot": False, "first_name": name}
        return {**told, "language_code": "zh-hans"}

    def _says(self, order: Json) -> Json:
        person = self._person(order)
        info = {"id": person["id"], "type": "private", "first_name": person["first_name"]}
        self._api.receive(self._api.chats.meet(info), person, {"text": order["text"]})
        return self._newest()

    def _presses(self, order: Json) -> Json | None:
        chat = self._api.chats.known.get(order["user_id"])
        for _, message in sorted(chat.messages.items() if chat else (), reverse=True):
            button = button_on(message, order["label"])
            if chat and button:
                self._api.ask(chat, self._person(order), message, button["callback_data"])
                return self._newest()
        return None

    def _pushes(self, order: Json) -> Json:
        self._api.updates.push(order["kind"], order["body"])
        return self._newest()

    def _newest(self) -> Json:
        return {"update_id": self._api.updates.newest}

    def _messages(self, order: Json) -> Json:
        changes = self._api.sent_to(order["chat_id"])[order.get("after", 0) :]
        return {"changes": [{"kind": c.kind, "at": c.at, "message": c.message} for c in changes]}

    def _state(self, _order: Json) -> Json:
        refusals = [[r.method, *r.problems] for r in self._api.refusals]
        pending = len(self._api.updates.pending)
        return {"pending": pending, "calls": self._api.count(), "refusals": refusals}

    def _fault(self, order: Json) -> Json:
        planned: dict[str, Any] = {
            "answer": self._api.faults.fail_next,
            "retry_after": self._api.faults.retry_after,
            "silence": self._api.faults.silence,
            "reset": self._api.faults.reset,
        }
        planned[order.pop("kind")](**order)
        return {}
