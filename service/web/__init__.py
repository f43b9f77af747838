"""The pages: thin views, templates, and the assets they load."""

from flask import Flask

from service.usecases.work import WorkFactory
from service.web import (
    calendar_views,
    case_action_views,
    case_views,
    editor_views,
    errors,
    escalation_views,
    form_editor_views,
    form_rule_views,
    handbook_views,
    incident_views,
    information_views,
    meeting_views,
    message_choice_views,
    message_views,
    migration_views,
    outline_views,
    pause_views,
    progress_views,
    region_views,
    registration_views,
    review_views,
    security,
    sessions,
    step_views,
    task_action_views,
    task_views,
    term_views,
    theme_views,
    way_draft_views,
    way_follow_views,
    way_scenario_views,
    way_trial_step_views,
    way_trial_views,
    way_views,
    worklist_action_views,
    worklist_views,
)
from service.web.dates import FILTERS
from service.web.opening import FACTORY, page_globals

VIEWS = (
    sessions,
    worklist_views,
    worklist_action_views,
    task_views,
    task_action_views,
    case_views,
    case_action_views,
    pause_views,
    progress_views,
    calendar_views,
    meeting_views,
    registration_views,
    review_views,
    theme_views,
    escalation_views,
    region_views,
    incident_views,
    way_views,
    way_draft_views,
    way_follow_views,
    way_trial_views,
    way_trial_step_views,
    way_scenario_views,
    message_views,
    message_choice_views,
    term_views,
    information_views,
    editor_views,
    migration_views,
    form_editor_views,
    form_rule_views,
    outline_views,
    step_views,
    handbook_views,
)
# Once, at import: a blueprint takes no more rules after an application has registered it.
for _module in VIEWS:
    _module.pages.before_request(security.check_token)
    errors.attach(_module.pages)


def init_app(app: Flask, factory: WorkFactory) -> None:
    """Register the pages on the application; the API stays outside their sessions, tokens and error pages."""
    app.extensions[FACTORY] = factory
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(page_globals)
    for module in VIEWS:
        app.register_blueprint(module.pages)
    sessions.init_app(app)
    security.init_app(app)
    errors.init_app(app)
