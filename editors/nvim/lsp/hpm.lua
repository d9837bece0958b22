-- The language server, as Neovim 0.11 and newer read it: `vim.lsp.enable('hpm')`.
return {
  cmd = { 'hpm', 'lsp' },
  filetypes = { 'hpm' },
  root_markers = { '.git' },
}
