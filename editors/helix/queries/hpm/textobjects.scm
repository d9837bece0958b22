(block body: (_) @function.inside) @function.around
(section body: (_) @class.inside) @class.around
(parameter) @parameter.around
(argument value: (_) @parameter.inside) @parameter.around
(comment) @comment.inside
(documentation)+ @comment.around
(entry value: (_) @entry.inside) @entry.around
