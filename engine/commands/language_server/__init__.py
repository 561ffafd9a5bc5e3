"""The language server: the editor's questions and our answers in the words of the language server protocol."""
