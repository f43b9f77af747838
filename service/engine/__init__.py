"""The only importer of SpiffWorkflow: releases of diagrams go in, steps of instances come out."""

from service.engine.errors import EngineError, NothingWaits
from service.engine.library import Library, Release
from service.engine.model import Flow, Lane, NodeModel, ProcessModel, Variable
from service.engine.runner import Runner
from service.engine.shifting import Scope
from service.engine.values import (
    Limits,
    Moved,
    OpenTask,
    Outcome,
    ReleaseFiles,
    Snapshot,
    Token,
    VariableValue,
    Visit,
)

__all__ = [
    "EngineError",
    "Flow",
    "Lane",
    "Library",
    "Limits",
    "Moved",
    "NodeModel",
    "NothingWaits",
    "OpenTask",
    "Outcome",
    "ProcessModel",
    "Release",
    "ReleaseFiles",
    "Runner",
    "Scope",
    "Snapshot",
    "Token",
    "Variable",
    "VariableValue",
    "Visit",
]
