(block) @local.scope

(parameter name: (name) @local.definition.variable.parameter)
(call name: (name) @local.reference)
