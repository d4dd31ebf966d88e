"""Writes expected/*.json: small tokenizers, and what Hugging Face's library makes of texts by them.

Run: pip install tokenizers; python3 expected.py.
"""

import base64
import json
import random
import struct
from pathlib import Path

import tokenizers
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

HERE = Path(__file__).resolve().parent.parent / "resources/org/atled/text/expected"

TEXTS = [
    "",
    " ",
    "The quick brown fox jumps over the lazy dog.",
    "I'll say it's what they've done; we're sure he'd not, isn't that so?",
    "  two blanks before,   three within, and two behind  ",
    "lines\nand\r\nmore lines\n\n\n  \tindented\n",
    "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich.",
    "Voilà l'été : où est passé le garçon naïf ? Ça, c'est œuvre d'Ångström.",
    "Příliš žluťoučký kůň; Łódź; İstanbul'da ığdır; Trường đại học.",
    "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία, ΟΔΥΣΣΕΥΣ.",
    "Съешь же ещё этих мягких французских булок, да выпей чаю.",
    "הַיֹּום נֵלֵךְ לַיָּם; שלום עולם!",
    "مرحبا بالعالم، كيف الحَالُ؟ ١٢٣",
    "नमस्ते दुनिया, क्षत्रिय और ज्ञान। १२३",
    "สวัสดีชาวโลก น้ำใสไหลเย็น",
    "今天天气很好，我们去公园吧。㐂𠀀",
    "吾輩は猫である。ガギグ ｶﾞｷﾞ カ゛ ﾊﾝｶｸ",
    "안녕하세요 세계! 한글",
    "👍🏽 👩‍👩‍👧‍👦 🇩🇪 ☺️ 🫠 😀😀",
    "e\u0301 a\u0308\u0323 n\u0303 o\u0302\u0301 \u1e69 \u0301x",
    "\u0000nul\u0007bell\u001bescape\u007fdel\u0085next\u200bzero\ufeffmark\u00adsoft",
    "no\u00a0break\u2003em\u2028line\u3000wide\u202fnarrow\u1680",
    "ﬁne ﬀ ① ½ ² ㎏ Ａｂｃ １２３ …",
    "12345 67 8.90 1,000 3⁄4 Ⅷ ٣ 2nd x86_64",
    "snake_case camelCase a-b--c $5+€6=£11 #tag @user a@b.c https://x.org/?q=1&r=2",
    "(a) [b] {c} <d> \"e\" 'f' `g` «h» “i” ‘j’ –k— …l· ¿m? ¡n! ^o~ p|q \\r/",
    "<s> hello </s> <mask> and<mask>and <mask>  X<pad>[CLS] [SEP] [MASK]<|endoftext|> <0x41> ▁ ##a",
    "Yesterday YESTERDAY yesterdays  yesterday , don't do not 'm 're .",
    "aaaaaaaaaaaaaaaaa abababababa " + "z" * 120,
    "\U0010ffff \ue000 \u0378 \ufffd \uffff x",
    "ΣΑΣ σας ß ẞ ŉ ǅ ﬃ K Å",
    "the the The THE he she the theme other then there them",
    "ကြိုဆို ជំរាប ສະບາຍດີ გამარჯობა Բարեւ ሰላም ᏣᎳᎩ བོད་ 𝒳𝔘 𐍈",
]

CORPUS = TEXTS * 2 + [
    "the theme of the other then is there, and the lazy dog jumps over the brown fox",
    "We say what we have done, and what they have not done is what we say.",
    "low lower lowest new newer newest wide wider widest slow slower slowest",
    "Über die großen Deiche jagen zwölf Boxkämpfer, und jagen wieder über die Deiche.",
] * 3


def charsmap(rules):
    """SentencePiece's map: a double array as darts-clone has it, and texts that end in zeros."""
    texts, places = b"", {}
    for target in rules.values():
        if target not in places:
            places[target] = len(texts)
            texts += target.encode() + b"\0"
    trie = {}
    for source, target in rules.items():
        node = trie
        for byte in source.encode():
            node = node.setdefault(byte, {})
        node[0] = places[target]
    units, taken = {}, {0}

    def lay(node, at):
        offset = next(o for o in range(1, 1 << 16) if all(at ^ o ^ label not in taken for label in node))
        taken.update(at ^ offset ^ label for label in node)
        units[at] = units.get(at, 0) | offset << 10 | (0 in node) << 8
        for label, child in node.items():
            place = at ^ offset ^ label
            if label == 0:
                units[place] = 1 << 31 | child
            else:
                units[place] = label
                lay(child, place)

    lay(trie, 0)
    table = [units.get(i, 0xFF) for i in range((max(units) | 0xFF) + 1)]
    return struct.pack(f"<I{len(table)}I", 4 * len(table), *table) + texts


RULES = {"ﬁ": "fi", "ﬀ": "ff", "①": "1", "½": "1/2", "²": "2", "\u3000": " ", "\u00a0": " ", "Ａ": "A", "ｂ": "b",
         "ガ": "ガ", "ｶﾞ": "ガ", "e\u0301": "é", "\u200b": "", "\n": " ", "…": "...", "Å": "Å",
         "К": "K", "ㅎ": "h", "☺": "(:", "a\u0308\u0323": "ạ̈"}

DOUBLE = AddedToken("<|endoftext|>", special=True, normalized=False)


def trained(tokenizer, trainer):
    tokenizer.train_from_iterator(CORPUS, trainer)
    return tokenizer


def bpe(size=420, special=(), alphabet=(), **options):
    model = models.BPE(**{k: v for k, v in options.items() if k != "prefix_length"})
    names = {k: options[k] for k in ("continuing_subword_prefix", "end_of_word_suffix") if k in options}
    return Tokenizer(model), trainers.BpeTrainer(
        vocab_size=size, special_tokens=list(special), initial_alphabet=list(alphabet), show_progress=False, **names)


def bytes_only(normalizer):
    """Shows every byte of the normalized text."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    t = Tokenizer(models.BPE(vocab={c: i for i, c in enumerate(letters)}, merges=[]))
    t.normalizer = normalizer
    t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    t.decoder = decoders.ByteLevel()
    return t


def pieces(pre_tokenizer):
    """Shows where pieces end: each last character has a bar."""
    characters = sorted({c for text in TEXTS for c in text} | {"▁", "|"})
    vocabulary = {"<unk>": 0}
    for c in characters:
        vocabulary.setdefault(c, len(vocabulary))
        vocabulary.setdefault(c + "|", len(vocabulary))
    t = Tokenizer(models.BPE(vocab=vocabulary, merges=[], unk_token="<unk>", end_of_word_suffix="|"))
    t.pre_tokenizer = pre_tokenizer
    t.decoder = decoders.BPEDecoder(suffix="|")
    return t


def gpt2():
    t, trainer = bpe(500, alphabet=pre_tokenizers.ByteLevel.alphabet())
    t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    t.decoder = decoders.ByteLevel()
    t = trained(t, trainer)
    t.add_special_tokens([DOUBLE])
    return t


def roberta():
    t, trainer = bpe(500, ["<s>", "<pad>", "</s>"], pre_tokenizers.ByteLevel.alphabet())
    t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    t.decoder = decoders.ByteLevel()
    t = trained(t, trainer)
    t.add_special_tokens([AddedToken("<mask>", lstrip=True, special=True, normalized=False)])
    t.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    return t


def llama3():
    t, trainer = bpe(500, alphabet=pre_tokenizers.ByteLevel.alphabet(), ignore_merges=True)
    words = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
             r"|\s*[\r\n]+|\s+(?!\S)|\s+")
    t.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(tokenizers.Regex(words), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    t.decoder = decoders.ByteLevel()
    t = trained(t, trainer)
    t.add_special_tokens([DOUBLE])
    end = t.token_to_id("<|endoftext|>")
    t.post_processor = processors.Sequence([
        processors.ByteLevel(trim_offsets=False),
        processors.TemplateProcessing("<|endoftext|> $A", "<|endoftext|> $A <|endoftext|> $B:1",
                                      [("<|endoftext|>", end)])])
    return t


BYTES = [f"<0x{b:02X}>" for b in range(256)]


def llama2():
    t, trainer = bpe(600, ["<unk>", "<s>", "</s>"] + BYTES, unk_token="<unk>", fuse_unk=True, byte_fallback=True)
    trainer = trainers.BpeTrainer(vocab_size=600, special_tokens=["<unk>", "<s>", "</s>"] + BYTES,
                                  limit_alphabet=60, show_progress=False)
    t.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    t.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(),
                                   decoders.Strip(" ", 1, 0)])
    t = trained(t, trainer)
    # The bytes are no added tokens in published files.
    data = json.loads(t.to_str())
    data["added_tokens"] = data["added_tokens"][:3]
    t = Tokenizer.from_str(json.dumps(data))
    t.post_processor = processors.TemplateProcessing("<s> $A", "<s> $A <s> $B", [("<s>", 1)])
    return t


def mistral():
    data = json.loads(llama2().to_str())
    data["normalizer"] = None
    data["pre_tokenizer"] = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "first", "split": False}
    return Tokenizer.from_str(json.dumps(data))


def clip():
    t, trainer = bpe(400, ["<unk>"], unk_token="<unk>", end_of_word_suffix="</w>")
    t.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Replace(tokenizers.Regex(r"\s+"), " "),
                                         normalizers.Lowercase()])
    t.pre_tokenizer = pre_tokenizers.Split(
        tokenizers.Regex(r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"), "removed", invert=True)
    t.decoder = decoders.BPEDecoder("</w>")
    return trained(t, trainer)


def prefixed():
    t, trainer = bpe(400, ["[UNK]"], unk_token="[UNK]", continuing_subword_prefix="##")
    t.normalizer = normalizers.Sequence([normalizers.NFD(), normalizers.StripAccents(), normalizers.Strip()])
    t.pre_tokenizer = pre_tokenizers.Whitespace()
    return trained(t, trainer)


def bert(lower):
    t = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=40))
    t.normalizer = normalizers.BertNormalizer(lowercase=lower) if lower else normalizers.BertNormalizer(
        clean_text=True, handle_chinese_chars=True, strip_accents=False, lowercase=False)
    t.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    t.decoder = decoders.WordPiece(cleanup=lower)
    t = trained(t, trainers.WordPieceTrainer(
        vocab_size=420, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"], limit_alphabet=150,
        show_progress=False))
    t.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2)) if lower else (
        processors.TemplateProcessing("[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1", [("[CLS]", 2), ("[SEP]", 3)]))
    return t


def scores(byte_fallback):
    rng = random.Random(7)
    counts = {}
    for text in CORPUS:
        marked = "▁" + text.replace(" ", "▁")
        for i in range(len(marked)):
            for n in range(1, 7):
                part = marked[i:i + n]
                if len(part) == n and "▁" not in part[1:]:
                    counts[part] = counts.get(part, 0) + 1
    kept = sorted(counts, key=lambda p: (-counts[p] * len(p), p))[:300]
    vocabulary = [["<unk>", 0.0], ["<s>", 0.0], ["</s>", 0.0]]
    vocabulary += [[b, -9.0] for b in BYTES] if byte_fallback else []
    # Equal scores, so that ties are looked at.
    vocabulary += [[p, round(-rng.uniform(2, 4) - 8 / len(p), 1)] for p in kept if p not in BYTES]
    return {"type": "Unigram", "unk_id": 0, "vocab": vocabulary, "byte_fallback": byte_fallback}


def unigram(normalizer, metaspace, byte_fallback, decoder=None):
    data = {"version": "1.0", "truncation": None, "padding": None,
            "added_tokens": [dict(id=i, content=c, single_word=False, lstrip=False, rstrip=False, normalized=False,
                                  special=True) for i, c in enumerate(["<unk>", "<s>", "</s>"])],
            "normalizer": normalizer, "pre_tokenizer": metaspace, "post_processor": None,
            "decoder": decoder or metaspace, "model": scores(byte_fallback)}
    t = Tokenizer.from_str(json.dumps(data))
    t.post_processor = processors.TemplateProcessing("$A </s>", "$A </s> $B </s>", [("</s>", 2)])
    return t


def metaspace(scheme):
    return {"type": "Metaspace", "replacement": "▁", "prepend_scheme": scheme, "split": True}


MAP = {"type": "Precompiled", "precompiled_charsmap": base64.b64encode(charsmap(RULES)).decode()}


def added():
    t = bytes_only(normalizers.Lowercase())
    t.add_tokens([
        AddedToken("yesterday", single_word=True, normalized=True),
        AddedToken("THE", single_word=True, normalized=False),
        AddedToken("the", normalized=True),
        AddedToken("them", normalized=True),
        AddedToken("<mask>", lstrip=True, rstrip=True, normalized=False),
        AddedToken("done", lstrip=True, normalized=False),
        AddedToken("they've", rstrip=True, normalized=False),
        AddedToken("ß", normalized=False, single_word=True),
        AddedToken("aa", normalized=True),
        AddedToken("Voilà", normalized=True)])
    t.add_special_tokens([DOUBLE])
    return t


def trained_alike():
    """What the library's own training gives, from pieces alone; Atled's should give the same merges."""
    t, trainer = bpe(600, alphabet=pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(vocab_size=600, min_frequency=2, show_progress=False,
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    t.decoder = decoders.ByteLevel()
    t.train_from_iterator(["\n".join(TEXTS * 2)], trainer)
    return t


P = pre_tokenizers
ALL = {
    "gpt2": gpt2,
    "roberta": roberta,
    "llama3": llama3,
    "llama2": llama2,
    "mistral": mistral,
    "clip": clip,
    "prefixed": prefixed,
    "bert-uncased": lambda: bert(True),
    "bert-cased": lambda: bert(False),
    "unigram": lambda: unigram(MAP, metaspace("always"), False),
    "unigram-bytes": lambda: unigram(
        {"type": "NFKC"}, metaspace("never"), True,
        {"type": "Sequence", "decoders": [{"type": "ByteFallback"}, metaspace("never")]}),
    "unigram-words": lambda: unigram(
        None, {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}, metaspace("first")]}, False,
        metaspace("first")),
    "added": added,
    "trained": trained_alike,
    "nfc": lambda: bytes_only(normalizers.NFC()),
    "nfd": lambda: bytes_only(normalizers.NFD()),
    "nfkc": lambda: bytes_only(normalizers.NFKC()),
    "nfkd": lambda: bytes_only(normalizers.NFKD()),
    "lowercase": lambda: bytes_only(normalizers.Lowercase()),
    "strip-accents": lambda: bytes_only(normalizers.StripAccents()),
    "strip": lambda: bytes_only(normalizers.Strip(left=True, right=True)),
    "strip-left": lambda: bytes_only(normalizers.Strip(left=True, right=False)),
    "replace": lambda: bytes_only(normalizers.Replace(tokenizers.Regex(r"\d|\W"), "$1")),
    "bert-clean": lambda: bytes_only(normalizers.BertNormalizer(strip_accents=False, lowercase=False)),
    "bert-normalizer": lambda: bytes_only(normalizers.BertNormalizer()),
    "precompiled": lambda: bytes_only(normalizers.Precompiled(charsmap(RULES))),
    "byte-level": lambda: pieces(P.Sequence([P.Split(" ", "merged_with_next"), P.Punctuation("contiguous")])),
    "whitespace": lambda: pieces(P.Whitespace()),
    "whitespace-split": lambda: pieces(P.WhitespaceSplit()),
    "bert-pieces": lambda: pieces(P.BertPreTokenizer()),
    "digits": lambda: pieces(P.Digits(individual_digits=True)),
    "digits-together": lambda: pieces(P.Digits(individual_digits=False)),
    "punctuation": lambda: pieces(P.Punctuation("isolated")),
    "punctuation-previous": lambda: pieces(P.Punctuation("merged_with_previous")),
    "punctuation-next": lambda: pieces(P.Punctuation("merged_with_next")),
    "punctuation-removed": lambda: pieces(P.Punctuation("removed")),
    "split-regex": lambda: pieces(P.Split(tokenizers.Regex(r"\w+|\d"), "contiguous", invert=True)),
    "split-empty": lambda: pieces(P.Split(tokenizers.Regex(r"a*"), "isolated")),
    "metaspace-first": lambda: pieces(P.Metaspace("▁", "first", True)),
    "metaspace-whole": lambda: pieces(P.Metaspace("▁", "always", False)),
}


def main():
    HERE.mkdir(parents=True, exist_ok=True)
    (HERE / "texts.json").write_text(json.dumps(
        {"by": f"tokenizers {tokenizers.__version__}", "texts": TEXTS, "names": list(ALL)}, ensure_ascii=False, indent=0) + "\n")
    for name, make in ALL.items():
        t = make()
        data = json.loads(t.to_str())
        if "merges" in data["model"] and name in ("gpt2", "clip"):
            # As older files have them.
            data["model"]["merges"] = [" ".join(m) for m in data["model"]["merges"]]
        rng = random.Random(name)
        mixed = [[rng.randrange(t.get_vocab_size()) for _ in range(12)] for _ in range(12)]
        ids = [t.encode(text).ids for text in TEXTS]
        result = {
            "tokenizer": data,
            "ids": ids,
            "decoded": [t.decode(i) for i in ids],
            "pairs": [t.encode(TEXTS[i], TEXTS[i + 1]).ids for i in (2, 11, 26)],
            "mixed": mixed,
            "mixed_decoded": [t.decode(i) for i in mixed],
        }
        (HERE / f"{name}.json").write_text(json.dumps(result, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
