"""Task forms: one JSON file per form gives the page, the API schema and the validation."""

from service.forms.definition import Form
from service.forms.description import schema_json
from service.forms.field import SOURCES, TYPES, Choice, Field, FormDefinitionError, Rule
from service.forms.html import read_html
from service.forms.states import FieldState, FormScope, field_states
from service.forms.validation import validate

__all__ = [
    "SOURCES",
    "TYPES",
    "Choice",
    "Field",
    "FieldState",
    "Form",
    "FormDefinitionError",
    "FormScope",
    "Rule",
    "field_states",
    "read_html",
    "schema_json",
    "validate",
]
