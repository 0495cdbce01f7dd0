// SPDX-License-Identifier: Apache-2.0
#include "narrative/locale.hpp"

#include "base/error.hpp"
#include "narrative/filler.hpp"

namespace cloudsim::narrative {
namespace {

struct Found {
  const Message* message = nullptr;
  const Catalogue::Layer* layer = nullptr;
};

Found find_message(const Catalogue& catalogue, std::string_view key) {
  for (const Catalogue::Layer& layer : catalogue.layers) {
    const auto found = layer.messages.find(key);
    if (found != layer.messages.end()) return {&found->second, &layer};
  }
  return {};
}

std::string place_of(const Location& location) {
  const std::string name = location.source == nullptr ? "locales" : location.source->name;
  return location.line == 0 ? name : name + ":" + std::to_string(location.line) + ":" + std::to_string(location.column);
}

}  // namespace

Locale Locale::load(std::string_view tag, const LocaleOptions& options) {
  Locale locale;
  locale.tag_ = normalized_tag(tag);
  auto catalogue = std::make_shared<Catalogue>(Catalogue::read(locale.tag_, options.files, options.words));
  if (!catalogue->problems.empty()) {
    const MessageProblem& first = catalogue->problems.front();
    throw Error("catalogue_invalid",
                {{"place", place_of(first.location)}, {"problem", first.code}, {"key", first.key}});
  }
  if (catalogue->layers.empty()) throw Error("catalogue_invalid", {{"problem", "unreadable"}, {"key", locale.tag_}});
  // The most general layer that is not the last resort names the language: "es" of (es-ES, es, en).
  const std::vector<Catalogue::Layer>& layers = catalogue->layers;
  const std::string& first_tag = layers.front().tag;
  locale.language_ = first_tag.substr(0, first_tag.find('-'));
  locale.numbers_.style =
      options.numbers.value_or(locale.language_ == "en" ? NumberStyle::English : style_of(locale.tag_));
  locale.numbers_.plain = options.plain;
  locale.latin_quotes_ = locale.language_ == "es" && style_of(locale.tag_) == NumberStyle::Point;
  locale.catalogue_ = std::move(catalogue);
  return locale;
}

bool Locale::has(std::string_view key) const { return find_message(*catalogue_, key).message != nullptr; }

std::string Locale::text(std::string_view key, const Arguments& arguments) const {
  const Found found = find_message(*catalogue_, key);
  if (found.message == nullptr) return "⟦" + std::string(key) + "⟧";
  const auto schema = catalogue_->schemas.find(key);
  const Filler filler(*this, schema == catalogue_->schemas.end() ? nullptr : &schema->second, arguments);
  const bool foreign =
      found.layer->tag != language_ && found.layer->tag.substr(0, language_.size() + 1) != language_ + "-";
  return (foreign ? "⟦" + found.layer->tag + "⟧" : "") + filler.fill(*found.message);
}

std::string Locale::show(std::string_view kind, const ArgumentValue& value) const {
  const std::optional<Kind> parsed = Kind::parse(kind);
  if (!parsed) return "⟦" + std::string(kind) + "⟧";
  return Filler(*this, nullptr, {}).show(*parsed, value);
}

std::string Locale::number(std::int64_t value) const { return dress(decimal(value), numbers_); }

std::string Locale::number(double value, int decimals) const { return dress(decimal(value, decimals), numbers_); }

std::string Locale::money(Money amount) const { return show("usd", amount); }

std::string Locale::price(Money amount) const { return show("price", amount); }

std::string Locale::money(Money amount, int decimals) const {
  const std::string plain_decimal = fixed_decimal(amount, decimals);
  const bool negative = plain_decimal.front() == '-';
  const std::string digits = dress(negative ? plain_decimal.substr(1) : plain_decimal, numbers_);
  return (negative ? "-" : "") + text("pattern.usd", {{"amount", digits}});
}

std::string Locale::choose(const std::vector<std::pair<std::string, std::string>>& texts) const {
  for (const std::string& wanted : {tag_, language_, std::string("en")}) {
    for (const auto& [tag, text] : texts) {
      if (tag == wanted) return text;
    }
  }
  return texts.empty() ? "" : texts.front().second;
}

}  // namespace cloudsim::narrative
