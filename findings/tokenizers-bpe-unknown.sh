#!/usr/bin/env bash
# Hugging Face tokenizers: a BPE model drops characters that it has no token for.
#
# Version: tokenizers 0.23.2 from PyPI, on Python 3.
# Guess: a character without a token is an error, or becomes the unknown token.
# Seen: it becomes unk_token where the model has one. Without one it is left out, without a word: what
#   is decoded is another text, and two different texts have the same ids. WordLevel raises an error
#   in that place.
# The script fails when that changes. It downloads some 10 MB into a temporary folder.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install --disable-pip-version-check --no-deps tokenizers==0.23.2
out=$("$folder/venv/bin/python" - <<'PYTHON'
from tokenizers import Tokenizer, models

vocabulary = {"a": 0, "b": 1, "ab": 2, "[UNK]": 3}
for unknown in None, "[UNK]":
    tokenizer = Tokenizer(models.BPE(vocabulary, [("a", "b")], unk_token=unknown))
    print("BPE", unknown, tokenizer.encode("abxab").tokens, tokenizer.encode("x").ids)
try:
    print("WordLevel", Tokenizer(models.WordLevel({"a": 0}, unk_token="[UNK]")).encode("x").ids)
except Exception as e:
    print("WordLevel refuses:", e)
PYTHON
)
printf '%s\n' "$out"
expected="BPE None ['ab', 'ab'] []
BPE [UNK] ['ab', '[UNK]', 'ab'] [3]
WordLevel refuses: WordLevel error: Missing [UNK] token from the vocabulary"
[ "$out" = "$expected" ] || { echo 'The behaviour has changed.' >&2; exit 1; }
