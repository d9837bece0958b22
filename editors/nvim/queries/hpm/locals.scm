[
  (source_file)
  (block)
  (section)
  (repeat)
] @local.scope

(let name: (name) @local.definition.var)
(block name: (name) @local.definition.function)
(parameter name: (name) @local.definition.parameter)
(repeat index: (name) @local.definition.var)
(entry label: (name) @local.definition.field)

(call name: (name) @local.reference)
