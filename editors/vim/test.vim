" Run by editors/test: what each word of a specification is coloured as, and how it is indented.
" vim -u NONE -S test.vim, or nvim --headless -u NONE -S test.vim; it writes what is wrong to $HPM_WRONG.
set nocompatible
let s:here = fnamemodify(resolve(expand('<sfile>:p')), ':h')
execute 'set runtimepath^=' . fnameescape(s:here)
filetype plugin indent on
syntax on

let s:wrong = []

function s:Group(line, word, ...)
  let column = match(getline(a:line), '\V' . a:word, a:0 ? a:1 : 0) + 1
  return synIDattr(synID(a:line, column, 1), 'name')
endfunction

function s:Expect(line, word, group, ...)
  let found = call('s:Group', [a:line, a:word] + a:000)
  if found !=# a:group
    call add(s:wrong, printf('line %d `%s`: %s, not %s', a:line, a:word, found, a:group))
  endif
endfunction

execute 'edit ' . fnameescape(s:here . '/../../examples/digits.hpm')
if &filetype !=# 'hpm' || &commentstring !=# '# %s' || &shiftwidth != 4
  call add(s:wrong, 'the file type is not set up: ' . &filetype)
endif

enew!
setlocal filetype=hpm buftype=nofile
call setline(1, [
  \ '## What it is: step 3.',
  \ 'let width = 8..64 log default 16   # why 3',
  \ 'import "blocks.hpm"',
  \ 'data { source: csv("a # b.csv"); validation: 20% }',
  \ 'model {',
  \ 'depth: repeat 1..3 as i {',
  \ 'conv(',
  \ 'filters: width * 2^i, padding: same',
  \ ')',
  \ 'norm: maybe batch_norm | none',
  \ 'step: dense(3)',
  \ '}',
  \ 'either { relu } or { tanh }',
  \ 'require params <= 500k and head.units > 3',
  \ '}',
  \ 'sweep { objective: maximize accuracy; trials: 12 per rung; limit: 200 trials }',
  \ 'block unit(width) { dropout(width) }',
  \ 'let growth = 2..8 by x2',
  \ ])
for [line, word, group] in [
  \ [1, '##', 'hpmDocumentation'], [1, 'step', 'hpmDocumentation'],
  \ [2, 'let', 'hpmDefine'], [2, 'width', 'hpmDefined'], [2, '8', 'hpmNumber'], [2, '..', 'hpmOperator'],
  \ [2, '64', 'hpmNumber'], [2, 'log', 'hpmWord'], [2, 'default', 'hpmWord'], [2, '16', 'hpmNumber'], [2, 'why', 'hpmComment'],
  \ [3, 'import', 'hpmImport'], [3, 'blocks', 'hpmString'],
  \ [4, 'data', 'hpmSection'], [4, 'source', 'hpmLabel'], [4, 'csv', 'hpmName'], [4, '# b', 'hpmString'],
  \ [4, '20', 'hpmNumber'], [4, '%', 'hpmUnit'],
  \ [5, 'model', 'hpmSection'],
  \ [6, 'depth', 'hpmLabel'], [6, 'repeat', 'hpmKeyword'], [6, '1', 'hpmNumber'], [6, '3', 'hpmNumber'], [6, 'as', 'hpmWord'],
  \ [7, 'conv', 'hpmName'], [8, 'filters', 'hpmLabel'], [8, 'same', 'hpmValue'],
  \ [10, 'maybe', 'hpmKeyword'], [10, 'batch_norm', 'hpmLayer'], [10, 'none', 'hpmBoolean'],
  \ [11, 'step', 'hpmLabel'], [11, 'dense', 'hpmName'],
  \ [13, 'either', 'hpmKeyword'], [13, 'relu', 'hpmLayer'], [13, 'or', 'hpmKeyword'],
  \ [14, 'require', 'hpmStatement'], [14, 'params', 'hpmValue'], [14, '<=', 'hpmOperator'], [14, '500', 'hpmNumber'],
  \ [14, 'k and', 'hpmUnit'], [14, 'and', 'hpmWord'], [14, 'head', 'hpmPath'],
  \ [16, 'maximize', 'hpmKeyword'], [16, 'accuracy', 'hpmValue'], [16, 'per', 'hpmWord'], [16, 'trials }', 'hpmCounted'],
  \ [17, 'block', 'hpmDefine'], [17, 'unit', 'hpmDefined'], [17, 'dropout', 'hpmName'],
  \ [18, 'by', 'hpmWord'], [18, 'x2', 'hpmFactor'],
  \ ]
  call s:Expect(line, word, group)
endfor

" Indentation: each bracket one step, as `hpm fmt` writes it.
silent normal! gg=G
let s:indents = map(range(1, line('$')), 'indent(v:val)')
let s:right = [0, 0, 0, 0, 0, 4, 8, 12, 8, 8, 8, 4, 4, 4, 0, 0, 0, 0]
if s:indents != s:right
  call add(s:wrong, 'indentation: ' . string(s:indents) . ', not ' . string(s:right))
endif

" :make reads what `hpm check --message-format short` writes.
" (:cgetexpr reads the global value, :make the local one.)
let &g:errorformat = &l:errorformat
cgetexpr ['a.hpm:4:5: error[E403]: `conv` needs an image', 'b.hpm:7:21: warning[W214]: nothing uses `a`']
let s:list = map(getqflist(), '[bufname(v:val.bufnr), v:val.lnum, v:val.col, v:val.type]')
if s:list != [['a.hpm', 4, 5, 'e'], ['b.hpm', 7, 21, 'w']]
  call add(s:wrong, 'quickfix: ' . string(s:list))
endif

if empty(s:wrong)
  qall!
endif
call writefile(s:wrong, $HPM_WRONG)
cquit!
