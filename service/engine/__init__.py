"""The only importer of SpiffWorkflow: releases of diagrams go in, steps of instances come out."""

from service.engine.errors import EngineError, NothingWaits
from service.engine.library import Library, Release
from service.engine.model import Flow, Lane, NodeModel, ProcessModel, Variable
from service.engine.runner import Runner
from service.engine.values import Limits, OpenTask, Outcome, ReleaseFiles, Snapshot, Visit

__all__ = [
    "EngineError",
    "Flow",
    "Lane",
    "Library",
    "Limits",
    "NodeModel",
    "NothingWaits",
    "OpenTask",
    "Outcome",
    "ProcessModel",
    "Release",
    "ReleaseFiles",
    "Runner",
    "Snapshot",
    "Variable",
    "Visit",
]
