autocmd BufRead,BufNewFile *.hpm setfiletype hpm
