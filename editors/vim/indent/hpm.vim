" hpm: one step deeper for each bracket that a line leaves open.
if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal indentexpr=HpmIndent()
setlocal indentkeys=0},0),!^F,o,O
let b:undo_indent = 'setlocal indentexpr< indentkeys<'

if exists('*HpmIndent')
  finish
endif

" How many brackets a line leaves open; those of comments and strings do not count.
function s:Opened(line)
  let code = substitute(a:line, '"[^"]*"\|#.*$', '', 'g')
  " What closes first belongs to the lines above.
  let code = substitute(code, '^\s*[})]\+', '', '')
  return len(substitute(code, '[^({]', '', 'g')) - len(substitute(code, '[^)}]', '', 'g'))
endfunction

function HpmIndent()
  let above = prevnonblank(v:lnum - 1)
  if above == 0
    return 0
  endif
  let opened = s:Opened(getline(above))
  let step = opened > 0 ? 1 : opened < 0 ? -1 : 0
  let closes = getline(v:lnum) =~# '^\s*[})]' ? 1 : 0
  return indent(above) + (step - closes) * shiftwidth()
endfunction
