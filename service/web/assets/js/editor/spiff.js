// What SpiffWorkflow adds to BPMN. An extension of this namespace that is not here would be dropped on saving;
// extensions of other makers are unknown as a whole, and those bpmn-js keeps.
const text = (name) => ({ name, superClass: ["Element"], properties: [{ name: "value", isBody: true, type: "String" }] });
const attributes = (...names) => names.map((name) => ({ name, isAttr: true, type: "String" }));
const SERVICE_ONLY = { allowedIn: ["bpmn:ServiceTask"] };

export const spiffModdle = {
  name: "SpiffWorkflow",
  uri: "http://spiffworkflow.org/bpmn/schema/1.0/core",
  prefix: "spiffworkflow",
  xml: { tagAlias: "lowerCase" },
  associations: [],
  types: [
    {
      name: "Properties",
      superClass: ["Element"],
      meta: { allowedIn: ["*"] },
      properties: [{ name: "properties", type: "Property", isMany: true }],
    },
    { name: "Property", superClass: ["Element"], properties: attributes("name", "value") },
    {
      name: "ServiceTaskOperator",
      superClass: ["Element"],
      meta: SERVICE_ONLY, // A service task that becomes a user task leaves its building block behind.
      properties: [...attributes("id", "resultVariable"), { name: "parameterList", type: "Parameters" }],
    },
    {
      name: "Parameters",
      superClass: ["Element"],
      properties: [{ name: "parameters", type: "Parameter", isMany: true }],
    },
    { name: "Parameter", superClass: ["Element"], properties: attributes("id", "type", "value") },
    ...[
      "PreScript",
      "PostScript",
      "VariableName",
      "MessageVariable",
      "PayloadExpression",
      "MessagePayload",
      "CalledDecisionId",
      "InstructionsForEndUser",
      "ConditionalVariableName",
      "GuestConfirmation",
      "SignalButtonLabel",
      "Category",
    ].map(text),
  ],
};
