"""Trying a draft on an example: a sandbox with the real engine, forms, terms and messages, and a clock that jumps.

Pages and API use these modules; what takes a factory opens units of work of its own.

`dry_run_reads`:
    list_startable(work, draft_key) -> list[Startable]; raises Conflict when the gate finds mistakes
    list_dry_runs(work, draft_key) -> list[DryRunRow]
    view(factory, actor, draft_key, number) -> DryRunView
    task_form(factory, actor, draft_key, number, task_id) -> TryTaskForm: form, scope, proposed answers
`dry_runs` (`revision` is that of the view the person looked at, another one since gives Conflict; every change gives
the new revision):
    begin(factory, actor, draft_key, process=None, answers=None, start_on=None) -> number
    complete(factory, actor, draft_key, number, revision, task_id, answers, role=None); InvalidInput with field errors
    act(factory, actor, draft_key, number, revision, action): one of DryRunView.actions
    jump(factory, actor, draft_key, number, revision, to=None): to the next moment, a date or an instant
    undo(factory, actor, draft_key, number, revision): the last step
    discard(factory, actor, draft_key, number)
`scenarios` (files of the way of working: kind "scenario", scenarios/<id>.json; do `judge_draft` before checking):
    list_scenarios(work, draft_key) -> list[ScenarioRow]; `national` ones guard every region and cannot be changed there
    propose(factory, actor, draft_key, number) -> list[ProposedLine]: what happened, to choose from
    save_scenario(factory, actor, draft_key, number, name, proves, chosen=None) -> id; `chosen`: keys of the proposal
    remove_scenario(work, draft_key, id)
    run_scenarios(factory, actor, draft_key) -> {id: [Dutch sentences]}; empty list: it goes as it should

What breaks is a TryFailed (a DomainError in Dutch with `process_key` and `element_id`); the example stays as it was.
"""
