-- Run by editors/test: HPM=path/of/hpm nvim --headless -u NONE -c 'luafile test.lua'
-- Opens a wrong specification, and reads back what the server said.

local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
vim.opt.runtimepath:prepend({ here, here .. '/../vim' })
vim.cmd('filetype plugin indent on')
vim.cmd('syntax on')

local function say(text)
  io.stdout:write(text .. '\n')
end

local wrong = {}
local function expect(condition, what)
  if condition then
    say('ok: ' .. what)
  else
    table.insert(wrong, what)
  end
end

require('hpm').setup({ path = vim.env.HPM or 'hpm' })

local folder = vim.fn.tempname()
vim.fn.mkdir(folder, 'p')
local file = folder .. '/wrong.hpm'
vim.fn.writefile({
  'data { source: digits }',
  'model {',
  '    conv(filters: 4..8, kernel: 3)',
  '    flatten',
  '    hidden: dense(units: 16..32 log, activation: relo)',
  '    output: classes(10)',
  '}',
}, file)
vim.cmd('edit ' .. file)
local buffer = vim.api.nvim_get_current_buf()
expect(vim.bo.filetype == 'hpm', 'the file type is hpm')

local function eventually(what, condition)
  expect(vim.wait(20000, condition, 50), what)
end

-- Before Neovim 0.10 it is a table by number, and before 0.11 a client's functions are no methods.
local function clients()
  if vim.lsp.get_clients then
    return vim.lsp.get_clients({ bufnr = buffer, name = 'hpm' })
  end
  return vim.tbl_values(vim.lsp.buf_get_clients(buffer))
end

eventually('the server starts', function()
  return #clients() == 1
end)
eventually('the misspelled activation is told', function()
  local found = vim.diagnostic.get(buffer)
  return #found == 1 and found[1].lnum == 4 and found[1].message:match('relo') ~= nil
end)
for _, one in ipairs(vim.diagnostic.get(buffer)) do
  say(('    %d:%d %s %s'):format(one.lnum + 1, one.col + 1, one.code or '', one.message:match('[^\n]*')))
end

-- Mended: nothing is left, and the shapes are told.
vim.api.nvim_buf_set_lines(buffer, 4, 5, true, { '    hidden: dense(units: 16..32 log, activation: relu)' })
eventually('the mended file has no finding', function()
  return #vim.diagnostic.get(buffer) == 0
end)

local client = clients()[1]
local function ask(method, params)
  local request = client.request_sync
  local answer
  if vim.lsp.config then
    answer = request(client, method, params, 10000, buffer)
  else
    answer = request(method, params, 10000, buffer)
  end
  return answer and answer.result
end
local document = vim.lsp.util.make_text_document_params(buffer)

local able = client.server_capabilities
if able.inlayHintProvider then
  local range = { start = { line = 0, character = 0 }, ['end'] = { line = 7, character = 0 } }
  local hints = ask('textDocument/inlayHint', { textDocument = document, range = range }) or {}
  expect(#hints >= 3, 'every layer has an inlay hint')
  for _, hint in ipairs(hints) do
    local label = hint.label
    say(('    %d: %s'):format(hint.position.line + 1, type(label) == 'string' and label or label[1].value))
  end
  if vim.lsp.inlay_hint then
    expect(vim.lsp.inlay_hint.is_enabled({ bufnr = buffer }), 'inlay hints are shown')
  end
end
if able.hoverProvider then
  local hover = ask('textDocument/hover', { textDocument = document, position = { line = 2, character = 6 } })
  expect(hover and vim.inspect(hover):match('convolution'), 'hover tells what conv is')
end
if able.completionProvider then
  local list = ask('textDocument/completion', { textDocument = document, position = { line = 4, character = 50 } })
  local items = list and (list.items or list) or {}
  local labels = vim.tbl_map(function(one) return one.label end, items)
  expect(vim.tbl_contains(labels, 'relu'), 'relu is offered as an activation')
end
if able.documentFormattingProvider then
  local options = { tabSize = 4, insertSpaces = true }
  expect(ask('textDocument/formatting', { textDocument = document, options = options }) ~= nil, 'formatting answers')
end

if vim.treesitter.start and vim.treesitter.query.get and #vim.api.nvim_get_runtime_file('parser/hpm.so', false) > 0 then
  local parser = vim.treesitter.get_parser(buffer, 'hpm')
  local tree = parser:parse()[1]
  expect(not tree:root():has_error(), 'tree-sitter parses the file')
  for _, name in ipairs({ 'highlights', 'folds', 'indents', 'locals' }) do
    expect(vim.treesitter.query.get('hpm', name) ~= nil, 'the query `' .. name .. '` is right')
  end
  local captured = vim.treesitter.get_captures_at_pos(buffer, 2, 5)
  expect(#captured == 1 and captured[1].capture == 'function.call', 'conv is captured as a call')
  vim.treesitter.stop(buffer)
  vim.treesitter.start(buffer, 'hpm')
  expect(vim.treesitter.highlighter.active[buffer] ~= nil, 'tree-sitter colours the buffer')
end

for _, one in ipairs(wrong) do
  say('WRONG: ' .. one)
end
vim.cmd(#wrong == 0 and 'qall!' or 'cquit!')
