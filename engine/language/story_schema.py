"""The structure of a file of stories, for the checker and for editors."""

from __future__ import annotations

from typing import Any

_LINE = {"type": ["string", "object"], "errorMessage": "a sentence such as day 6: return received"}
STORY_SCHEMA: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "Stories",
    "description": "What should happen to a case, told as a story; `fjorten test` plays each on a simulated calendar",
    "type": "object",
    "required": ["stories"],
    "additionalProperties": False,
    "properties": {
        "playbook": {"type": "string", "description": "The playbook that the stories are about"},
        "stories": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["story", "expect"],
                "additionalProperties": False,
                "properties": {
                    "story": {"type": "string", "description": "What the story is, in one sentence"},
                    "playbook": {"type": "string", "description": "The playbook that the story is about"},
                    "case": {"type": "object", "description": "The fields of the case as it begins"},
                    "settings": {
                        "type": "object",
                        "description": "Answers to the playbook's questions, for this story",
                    },
                    "happens": {"type": "array", "items": _LINE, "description": "What happens, day by day"},
                    "expect": {"type": "array", "minItems": 1, "items": _LINE, "description": "What has to follow"},
                },
            },
        },
    },
}
