(let name: (name) @definition.constant)
(block name: (name) @definition.function)
(section name: (name) @definition.module)
