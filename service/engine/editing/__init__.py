"""Reading and changing diagrams that somebody is still working on."""

from service.engine.editing.models import readable_models, whole_model

__all__ = ["readable_models", "whole_model"]
