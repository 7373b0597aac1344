"""Suggestions and praise: recorded, thanked, routed; a suggestion is answered, a praise reaches whoever it is for (CBK-22, X-39)."""
