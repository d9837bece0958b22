-- Starts the language server for every hpm buffer, and tree-sitter where its parser is installed.
--
--   require('hpm').setup({ path = '~/bin/hpm', inlay_hints = true })

local M = {}

M.options = { path = 'hpm', inlay_hints = true }

local function command()
  return { vim.fn.expand(M.options.path), 'lsp' }
end

-- Neovim 0.7 knows `start_client` only, and starts one client for each buffer without it.
local started = {}

local function start(buffer)
  local root = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':p:h')
  local config = { name = 'hpm', cmd = command(), root_dir = root }
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = buffer })
    return
  end
  started[root] = started[root] or vim.lsp.start_client(config)
  if started[root] then
    vim.lsp.buf_attach_client(buffer, started[root])
  end
end

local function attached(event)
  local client = vim.lsp.get_client_by_id(event.data.client_id)
  if not client or client.name ~= 'hpm' then
    return
  end
  if M.options.inlay_hints and vim.lsp.inlay_hint and client.server_capabilities.inlayHintProvider then
    vim.lsp.inlay_hint.enable(true, { bufnr = event.buf })
  end
end

function M.setup(options)
  M.options = vim.tbl_extend('force', M.options, options or {})
  local group = vim.api.nvim_create_augroup('hpm', { clear = true })
  if vim.fn.exists('##LspAttach') == 1 then
    vim.api.nvim_create_autocmd('LspAttach', { group = group, callback = attached })
  end
  if vim.lsp.config then
    vim.lsp.config('hpm', { cmd = command() })
    vim.lsp.enable('hpm')
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = 'hpm',
    callback = function(event)
      -- Without a parser the syntax file of `editors/vim` colours.
      if vim.treesitter.start then
        pcall(vim.treesitter.start, event.buf, 'hpm')
      end
      if not vim.lsp.config then
        start(event.buf)
      end
    end,
  })
end

return M
