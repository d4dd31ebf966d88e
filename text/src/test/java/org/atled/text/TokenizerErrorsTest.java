package org.atled.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of files that are damaged, or that say what is not known. */
class TokenizerErrorsTest {
  private static final String BPE =
      "{'type':'BPE','vocab':{'a':0,'b':1,'ab':2},'merges':[['a','b']]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'type':'BPE','vocab':{'a':0,'b':1},'merges':[['a','c']]} | "model.merges[0]" says "c", which is no token of the vocabulary.
          {'type':'BPE','vocab':{'a':0,'b':1},'merges':['a b']} | "model.merges[0]" says "ab", which is no token of the vocabulary.
          {'type':'BPE','vocab':{'a':0},'merges':['a']} | "model.merges[0]" should name two tokens, but it is "a".
          {'type':'BPE','vocab':{'a':0,'b':2},'merges':[]} | the document has a vocabulary with holes: no token has the id 1, but ids go up to 2.
          {'type':'BPE','vocab':{'a':0,'b':0},'merges':[]} | "model.vocab.b" is 0, but that is the id of "a" already.
          {'type':'BPE','vocab':{'a':-1},'merges':[]} | "model.vocab.a" should not be negative, but it is -1.
          {'type':'BPE','vocab':{'a':'x'},'merges':[]} | "model.vocab.a" should be an integer, but it is a string.
          {'type':'BPE','vocab':{'a':0}} | "model.merges" is missing; "model" has the keys [type, vocab].
          {'type':'BPE','vocab':{'a':0},'merges':[],'unk_token':'u'} | "model.unk_token" says "u", which is no token of the vocabulary.
          {'type':'BPE','vocab':{'a':0},'merges':[],'dropout':0.1} | "model.dropout" is 0.1: a text would get other ids each time, which is not known here; make it null.
          {'type':'BPE','vocab':{'a':0},'merges':[],'speed':1} | "model.speed" is an option that is not known; known are dropout, unk_token, continuing_subword_prefix, end_of_word_suffix, fuse_unk, byte_fallback, ignore_merges, vocab, merges.
          {'type':'WordLevel','vocab':{'a':0}} | "model.type" is "WordLevel", which is not known; known are BPE, WordPiece, Unigram.
          {'type':'Unigram','vocab':[['a',0],['a',1]]} | "model.vocab[1]" is "a", which is the token of id 0 already.
          {'type':'Unigram','vocab':[['a',0]],'unk_id':1} | "model.unk_id" is 1, but the vocabulary has ids from 0 to 0.
          {'type':'Unigram','vocab':[['a']]} | "model.vocab[0]" should be a token and its score.
          """)
  void modelsThatAreDamaged(String model, String message) {
    refused("{'model':" + model + "}", message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'normalizer':{'type':'Nmt'} | "normalizer.type" is "Nmt", which is not known; known are NFC, NFD, NFKC, NFKD, Lowercase, StripAccents, Strip, Replace, Prepend, ByteLevel, BertNormalizer, Precompiled, Sequence.
          'normalizer':{'type':'Sequence','normalizers':[{'type':'NFC'},{'type':'Nfc'}]} | "normalizer.normalizers[1].type" is "Nfc", which is not known; known are NFC, NFD, NFKC, NFKD, Lowercase, StripAccents, Strip, Replace, Prepend, ByteLevel, BertNormalizer, Precompiled, Sequence.
          'normalizer':{'type':'Replace','pattern':{'Regex':'(a'},'content':''} | "normalizer.pattern.Regex" is no regular expression that Java knows: Unclosed group at character 3 of (a.
          'normalizer':{'type':'Replace','pattern':{'Regex':'[\\\\h]'},'content':''} | "normalizer.pattern.Regex" has \\h, which is not known; write [0-9a-fA-F] for it.
          'normalizer':{'type':'Precompiled','precompiled_charsmap':'é'} | "normalizer.precompiled_charsmap" is no base64.
          'normalizer':{'type':'Precompiled','precompiled_charsmap':'CAAAAAAA'} | "normalizer.precompiled_charsmap" is no map of characters: its first four bytes say that a table of 8 bytes follows, and 2 do.
          'pre_tokenizer':{'type':'Magic'} | "pre_tokenizer.type" is "Magic", which is not known; known are ByteLevel, Whitespace, WhitespaceSplit, BertPreTokenizer, Metaspace, Split, Punctuation, Digits, Sequence.
          'pre_tokenizer':{'type':'Punctuation','behavior':'Eaten'} | "pre_tokenizer.behavior" is "Eaten", which is not known; known are Removed, Isolated, Contiguous, MergedWithPrevious, MergedWithNext.
          'pre_tokenizer':{'type':'Metaspace','replacement':'__'} | "pre_tokenizer.replacement" should be one character, but it is "__".
          'pre_tokenizer':{'type':'Metaspace','replacement':'_','prepend_scheme':'last'} | "pre_tokenizer.prepend_scheme" is "last", which is not known; known are always, first, never.
          'post_processor':{'type':'Other'} | "post_processor.type" is "Other", which is not known; known are TemplateProcessing, BertProcessing, RobertaProcessing, ByteLevel, Sequence.
          'post_processor':{'type':'BertProcessing','cls':['x',7],'sep':['y',1]} | "post_processor" adds the id 7, but the vocabulary has 3 tokens.
          'decoder':{'type':'CTC'} | "decoder.type" is "CTC", which is not known; known are ByteLevel, WordPiece, Metaspace, BPEDecoder, ByteFallback, Fuse, Strip, Replace, Sequence.
          'added_tokens':[{'id':1,'content':'a'}] | "added_tokens[0].id" is 1, but "a" has the id 0 already.
          'added_tokens':[{'id':3,'content':'c'},{'id':3,'content':'d'}] | the document has two tokens of the id 3: "c" and "d".
          'added_tokens':[{'id':3,'content':''}] | "added_tokens[0].content" is empty, which would be found everywhere.
          """)
  void partsThatAreNotKnown(String part, String message) {
    refused("{" + part + ",'model':" + BPE + "}", message);
  }

  @Test
  void whatIsNoTokenizer() {
    refused(
        "{'weights':1}",
        "the document is no tokenizer: it has neither a \"model\", as a tokenizer.json has, nor a"
            + " \"kind\", as those of characters and bytes have.");
    assertThatThrownBy(() -> Tokenizers.of(JsonPlace.parse("{\"model\": {", "t.json")))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "t.json: at byte 11: expected a key in quotes or '}', found the end of the text.");
  }

  @Test
  void idsAndTextsThatATokenizerDoesNotHave() {
    Tokenizer tokenizer = read("{'model':" + BPE + "}");
    assertThat(tokenizer.encode("abb")).containsExactly(2, 1);
    assertThat(tokenizer.decode(2, 1)).isEqualTo("ab b");
    assertThatThrownBy(() -> tokenizer.decode(0, 3))
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith(
            "The id 3 is outside the vocabulary: it has 3 tokens, with ids from 0 to 2.");
    assertThatThrownBy(() -> tokenizer.decoder().next(-1))
        .hasMessageStartingWith("The id -1 is outside");
    assertThatThrownBy(() -> tokenizer.encode("ab€"))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "The vocabulary has no token for \"€\" (U+20AC) in \"ab€\", and none for what is"
                + " unknown; leave it out of the text, or take a tokenizer with bytes.");
    Tokenizer unigram = read("{'model':{'type':'Unigram','vocab':[['a',0],['b',-1]]}}");
    assertThatThrownBy(() -> unigram.encode("ab€"))
        .hasMessageStartingWith("The vocabulary has no token for \"€\" (U+20AC) in \"ab€\"");
  }

  @Test
  void aDamagedMapOfCharactersIsFoundWhereItIsUsed() {
    // One unit, whose offset leads beyond the table.
    Tokenizer tokenizer =
        read(
            "{'normalizer':{'type':'Precompiled','precompiled_charsmap':'BAAAAAAEAAA='},'model':"
                + BPE
                + "}");
    assertThatThrownBy(() -> tokenizer.encode("a"))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "t.json: \"normalizer.precompiled_charsmap\" is damaged: its table of 1 units leads to"
                + " unit 96.");
  }

  private static void refused(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(FormatException.class)
        .hasMessage("t.json: " + message);
  }

  private static Tokenizer read(String json) {
    return Tokenizers.of(JsonPlace.parse(json.replace('\'', '"'), "t.json"));
  }
}
