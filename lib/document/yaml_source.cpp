// SPDX-License-Identifier: Apache-2.0
// What it does: turns YAML text into a Value tree through yaml-cpp's events, and looks itself for what the library lets
// pass: duplicate keys, quotes and documents that never end as meant, invalid bytes.
// What it assumes: yaml-cpp 0.7, whose marks count from 0 in bytes and whose plain scalars have the tag "?".
// What it leaves out: anchors, aliases, merge keys and tags are refused; scalars stay text.
#include "document/yaml_source.hpp"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "base/units.hpp"
#include "document/yaml_problem.hpp"
#include "document/yaml_text.hpp"

namespace cloudsim::document {
namespace {

constexpr std::size_t kMaxDiagnostics = 100;

struct Stop {};  // thrown through the parser when going on makes no sense; what was wrong is already reported

Complaint classify(std::string_view message) {
  namespace msg = YAML::ErrorMsg;
  const auto any = [message](std::initializer_list<const char*> known) {
    return std::any_of(known.begin(), known.end(), [message](const char* one) { return message.starts_with(one); });
  };
  if (any({msg::EOF_IN_SCALAR})) return Complaint::EndInScalar;
  if (any({msg::END_OF_MAP_FLOW})) return Complaint::UnclosedMapping;
  if (any({msg::END_OF_SEQ_FLOW})) return Complaint::UnclosedSequence;
  if (any({msg::FLOW_END})) return Complaint::UnexpectedBracket;
  if (any({msg::UNKNOWN_TOKEN, msg::CHAR_IN_SCALAR})) return Complaint::BadCharacter;
  if (any({msg::INVALID_ESCAPE, msg::INVALID_UNICODE, msg::INVALID_HEX})) return Complaint::BadEscape;
  if (any({msg::UNKNOWN_ANCHOR, msg::ALIAS_NOT_FOUND, msg::CHAR_IN_ALIAS, msg::ALIAS_CONTENT, msg::MULTIPLE_ALIASES}))
    return Complaint::Alias;
  if (any({msg::ANCHOR_NOT_FOUND, msg::CHAR_IN_ANCHOR, msg::MULTIPLE_ANCHORS})) return Complaint::Anchor;
  if (any({msg::CHAR_IN_TAG_HANDLE, msg::TAG_WITH_NO_SUFFIX, msg::END_OF_VERBATIM_TAG, msg::MULTIPLE_TAGS}))
    return Complaint::Tag;
  if (any({msg::MAP_VALUE})) return Complaint::MapValue;
  if (any({msg::BLOCK_ENTRY})) return Complaint::BlockEntry;
  if (any({msg::MAP_KEY, msg::END_OF_MAP, msg::END_OF_SEQ, msg::TAB_IN_INDENTATION})) return Complaint::Structure;
  return Complaint::Other;
}

/// Builds the tree and remembers the last places, which an error message of the library needs as context.
class Builder final : public YAML::EventHandler {
 public:
  Builder(std::shared_ptr<const Source> source, std::size_t offset, Diagnostics& diagnostics)
      : source_(std::move(source)), offset_(offset), diagnostics_(diagnostics) {}

  Value take_root() { return std::move(root_); }

  std::string_view text() const { return source_->text; }

  std::size_t position(const YAML::Mark& mark) const {
    return std::min(offset_ + static_cast<std::size_t>(std::max(mark.pos, 0)), text().size());
  }

  Location at(const YAML::Mark& mark, std::size_t length = 1) const {
    if (mark.is_null()) return {source_, 0, 0, 1};
    const std::size_t shift = mark.line == 0 ? offset_ : 0;
    return {source_, static_cast<std::uint32_t>(mark.line + 1), static_cast<std::uint32_t>(mark.column + 1 + shift),
            static_cast<std::uint32_t>(length)};
  }

  Location at_offset(std::size_t offset, std::size_t length = 1) const {
    const auto line = std::count(text().begin(), text().begin() + static_cast<std::ptrdiff_t>(offset), '\n') + 1;
    return {source_, static_cast<std::uint32_t>(line),
            static_cast<std::uint32_t>(offset - line_start(text(), offset) + 1), static_cast<std::uint32_t>(length)};
  }

  void report(std::string code, const Location& where, Arguments arguments = {}) {
    if (diagnostics_.size() >= kMaxDiagnostics) return;
    diagnostics_.push_back({Severity::Error, std::move(code), std::move(arguments), where, {}});
  }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    Value value;
    value.location = place_of_null(mark);
    add(std::move(value));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    report("yaml_alias", at(mark));
    Value value;
    value.location = at(mark);
    add(std::move(value));
  }

  void OnAnchor(const YAML::Mark& mark, const std::string&) override { report("yaml_anchor", at(mark)); }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, const std::string& content) override {
    check_tag(mark, tag);
    const std::size_t start = position(mark);
    const char first = start < text().size() ? text()[start] : '\0';
    Value value;
    value.kind = Value::Kind::Scalar;
    value.text = content;
    value.quoted = tag == "!";
    std::size_t length = 1;
    if (first == '"' || first == '\'') {
      const std::optional<std::size_t> end = after_quoted(text(), start);
      if (!end) {
        report("yaml_unclosed_quote", at(mark));
        throw Stop{};
      }
      quoted_start_ = start;
      quoted_end_ = *end;
      length = std::min(*end, line_end(start)) - start;
      check_content(content, mark);
    } else if (first != '|' && first != '>') {
      const bool as_written = text().substr(start, content.size()) == content;
      length = as_written ? content.size() : trim(text().substr(start, line_end(start) - start)).size();
    }
    value.location = at(mark, std::max<std::size_t>(length, 1));
    last_scalar_ = start;
    add(std::move(value));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    open(Value::Kind::Sequence, mark, tag);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(Value::Kind::Mapping, mark, tag);
  }
  void OnMapEnd() override {
    drop_duplicate_keys(frames_.back().value);
    close();
  }

  void report_complaint(const YAML::ParserException& error) {
    Context context;
    context.at = error.mark.is_null() ? text().size() : position(error.mark);
    context.last_scalar = last_scalar_;
    context.quoted_start = quoted_start_;
    context.quoted_end = quoted_end_;
    context.has_open_bracket = !frames_.empty();
    if (!frames_.empty()) context.open_bracket = frames_.back().start;
    Problem problem = explain(classify(error.msg), context, text());
    report(std::move(problem.code), at_offset(problem.at), std::move(problem.arguments));
  }
  void check_root() {
    if (root_.kind != Value::Kind::Scalar || root_.quoted) return;
    if (const auto colon = colon_without_space(root_.text)) report_missing_space(root_.location, *colon, root_.text);
  }

 private:
  struct Frame {
    Value value;
    std::size_t start = 0;  // offset in the text
    std::string key;
    Location key_location;
    bool has_key = false;   // a key was read, its value comes next
    bool key_good = false;  // otherwise the value is dropped
  };

  std::size_t line_end(std::size_t from) const {
    std::size_t end = std::min(text().find('\n', from), text().size());
    if (end > from && text()[end - 1] == '\r') --end;
    return end;
  }

  void check_tag(const YAML::Mark& mark, const std::string& tag) {
    const std::size_t start = position(mark);
    const bool written = start < text().size() && text()[start] == '!';  // "! text" has the tag of quoted text
    if (written || (tag != "?" && tag != "!" && !tag.empty())) report("yaml_tag", at(mark));
  }

  void check_content(const std::string& content, const YAML::Mark& mark) {
    // "\0" and friends: legal in YAML, but no name, title or path of ours may hold them.
    for (const char c : content) {
      if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') {
        report("yaml_control_character", at(mark));
        return;
      }
    }
  }

  /// A value that is not there has the place of the next token. What is meant is the key, or the dash.
  Location place_of_null(const YAML::Mark& mark) const {
    const std::size_t start = position(mark);
    const std::string_view rest = text().substr(start, 4);
    const bool word = rest == "null" || rest == "Null" || rest == "NULL";
    const bool written = word || rest.starts_with('~');
    const Frame* frame = frames_.empty() ? nullptr : &frames_.back();
    if (frame != nullptr && frame->value.is_mapping() && frame->has_key) {
      const bool behind_key =
          mark.line + 1 == static_cast<int>(frame->key_location.line) && at(mark).column > frame->key_location.column;
      return written && behind_key ? at(mark, word ? 4 : 1) : frame->key_location;
    }
    if (written) return at(mark, word ? 4 : 1);
    std::size_t before = start > 0 ? start - 1 : 0;
    while (before > 0 && trim(text().substr(before, 1)).empty()) --before;
    return frame != nullptr && before < text().size() ? at_offset(before) : at(mark);
  }

  void open(Value::Kind kind, const YAML::Mark& mark, const std::string& tag) {
    check_tag(mark, tag);
    if (frames_.size() >= kMaxDepth) {
      report("yaml_too_deep", at(mark), {{"limit", static_cast<std::int64_t>(kMaxDepth)}});
      throw Stop{};
    }
    Frame frame;
    frame.value.kind = kind;
    frame.value.location = at(mark);
    frame.start = position(mark);
    frames_.push_back(std::move(frame));
  }

  void close() {
    Value value = std::move(frames_.back().value);
    frames_.pop_back();
    add(std::move(value));
  }

  void add(Value value) {
    if (++values_ > kMaxValues) {
      report("yaml_too_many_values", value.location, {{"limit", static_cast<std::int64_t>(kMaxValues)}});
      throw Stop{};
    }
    if (frames_.empty()) {
      root_ = std::move(value);
      return;
    }
    Frame& frame = frames_.back();
    if (frame.value.is_sequence()) {
      frame.value.items.push_back(std::move(value));
    } else if (!frame.has_key) {
      frame.has_key = true;
      frame.key_good = check_key(value);
      frame.key = std::move(value.text);
      frame.key_location = value.location;
    } else {
      frame.has_key = false;
      if (!frame.key_good) return;
      const bool key_alone = value.is_null() && value.location.column == frame.key_location.column;
      if (const auto colon = key_alone ? colon_without_space(frame.key) : std::nullopt)
        report_missing_space(frame.key_location, *colon, frame.key);
      frame.value.members.push_back({std::move(frame.key), frame.key_location, std::move(value)});
    }
  }

  bool check_key(const Value& key) {
    if (key.is_null()) report("yaml_empty_key", key.location);
    if (key.is_sequence() || key.is_mapping()) report("yaml_complex_key", key.location);
    const bool merge = key.is_scalar() && !key.quoted && key.text == "<<";
    if (merge) report("yaml_merge_key", key.location);
    return key.is_scalar() && !merge;
  }

  void report_missing_space(Location where, std::size_t colon, std::string_view words) {
    where.column += static_cast<std::uint32_t>(colon);
    where.length = 1;
    report("yaml_space_after_colon", where, {{"text", std::string(words.substr(0, words.find('\n')))}});
  }

  /// The first of each key stays. By sorting, because a file may hold ten thousand keys in one mapping.
  void drop_duplicate_keys(Value& mapping) {
    std::vector<Value::Member>& members = mapping.members;
    std::vector<std::size_t> order(members.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&members](std::size_t a, std::size_t b) { return members[a].key < members[b].key; });
    std::vector<std::size_t> extra;
    for (std::size_t i = 0, first = 0; i < order.size(); ++i) {
      if (i == 0 || members[order[i]].key != members[order[first]].key) {
        first = i;
        continue;
      }
      extra.push_back(order[i]);
      const Value::Member& again = members[order[i]];
      report("duplicate_key", again.key_location,
             {{"key", again.key}, {"line", std::int64_t{members[order[first]].key_location.line}}});
    }
    std::sort(extra.begin(), extra.end());
    for (auto it = extra.rbegin(); it != extra.rend(); ++it)
      members.erase(members.begin() + static_cast<std::ptrdiff_t>(*it));
  }

  std::shared_ptr<const Source> source_;
  std::size_t offset_;
  Diagnostics& diagnostics_;
  Value root_;
  std::vector<Frame> frames_;
  std::size_t values_ = 0;
  std::size_t last_scalar_ = 0;
  std::size_t quoted_start_ = 0;  // of the last quoted scalar
  std::size_t quoted_end_ = 0;    // 0: there was none
};

/// Finds where the second document starts: stops the parser at its first event.
class FirstPlace final : public YAML::EventHandler {
 public:
  YAML::Mark mark = YAML::Mark::null_mark();

  void OnDocumentStart(const YAML::Mark& at) override { stop(at); }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& at, YAML::anchor_t) override { stop(at); }
  void OnAlias(const YAML::Mark& at, YAML::anchor_t) override { stop(at); }
  void OnScalar(const YAML::Mark& at, const std::string&, YAML::anchor_t, const std::string&) override { stop(at); }
  void OnSequenceStart(const YAML::Mark& at, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    stop(at);
  }
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark& at, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    stop(at);
  }
  void OnMapEnd() override {}

 private:
  [[noreturn]] void stop(const YAML::Mark& at) {
    mark = at;
    throw Stop{};
  }
};

void report_rest(YAML::Parser& parser, Builder& builder) {
  FirstPlace place;
  try {
    parser.HandleNextDocument(place);
  } catch (const Stop&) {
  }
  const std::string_view line = line_around(builder.text(), builder.position(place.mark));
  const bool marker = line.starts_with("---") || line.starts_with("...");
  const std::string_view before = builder.text().substr(0, builder.position(place.mark));
  const bool ended = before.find("\n...") != std::string_view::npos;
  builder.report(marker || ended ? "yaml_second_document" : "yaml_trailing_text", builder.at(place.mark));
}

/// Checks that need no parser. True when parsing makes sense.
bool check_bytes(const std::shared_ptr<const Source>& source, Builder& builder) {
  if (source->text.size() > kMaxBytes) {
    builder.report("yaml_too_large", {source, 0, 0, 1},
                   {{"limit", to_text(Bytes{static_cast<std::int64_t>(kMaxBytes)})}});
    return false;
  }
  if (const auto bad = invalid_utf8(source->text)) {
    builder.report("yaml_invalid_utf8", builder.at_offset(*bad));
    return false;
  }
  if (const auto bad = control_character(source->text)) {
    builder.report("yaml_control_character", builder.at_offset(*bad));
    return false;
  }
  return true;
}

}  // namespace

Parsed parse_from(std::shared_ptr<const Source> source, std::size_t offset) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (offset == 0 && source->text.starts_with(kByteOrderMark)) offset = kByteOrderMark.size();

  Parsed parsed;
  Builder builder(source, offset, parsed.diagnostics);
  parsed.root.location = {source, 1, static_cast<std::uint32_t>(offset + 1), 1};
  if (!check_bytes(source, builder)) return parsed;

  std::istringstream stream(source->text.substr(offset));
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) return parsed;
    builder.check_root();
    if (parser) report_rest(parser, builder);
    parsed.root = builder.take_root();
  } catch (const Stop&) {
  } catch (const YAML::DeepRecursion& error) {
    builder.report("yaml_too_deep", builder.at(error.mark), {{"limit", static_cast<std::int64_t>(kMaxDepth)}});
  } catch (const YAML::ParserException& error) {
    builder.report_complaint(error);
  } catch (const YAML::Exception& error) {
    builder.report("yaml_syntax", builder.at(error.mark));
  }
  sort_by_position(parsed.diagnostics);
  return parsed;
}

Parsed parse(std::shared_ptr<const Source> source) { return parse_from(std::move(source), 0); }

Parsed parse(std::string name, std::string text) {
  return parse(std::make_shared<const Source>(Source{std::move(name), std::move(text)}));
}

}  // namespace cloudsim::document
