// SPDX-License-Identifier: Apache-2.0
#include "base/units.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>

using namespace cloudsim;

namespace {
std::int64_t ns(const char* text) { return parse_duration(text).value_or(Duration{-1}).ns; }
std::int64_t bytes(const char* text) { return parse_bytes(text).value_or(Bytes{-1}).count; }
}  // namespace

TEST_CASE("durations are exact in nanoseconds") {
  CHECK(ns("250ms") == 250'000'000);
  CHECK(ns("1.5h") == 5'400'000'000'000);
  CHECK(ns("1 min") == 60'000'000'000);
  CHECK(ns("1d") == 86'400'000'000'000);
  CHECK(ns("0") == 0);
  CHECK(ns("0s") == 0);
  CHECK(ns("0.000000001s") == 1);
  CHECK(ns("3us") == 3'000);
  CHECK(ns("3\u00B5s") == 3'000);  // micro sign
  CHECK(ns("3\u03BCs") == 3'000);  // Greek mu
  CHECK(ns("7ns") == 7);
  CHECK(ns("1.10s") == 1'100'000'000);
  // 2⁶³ − 1 ns is the longest: 9223372036.854775807 s, about 292 years.
  CHECK(ns("9223372036.854775807s") == 9'223'372'036'854'775'807);
  CHECK(ns("106751d") == 106'751 * std::int64_t{86'400} * 1'000'000'000);
}

TEST_CASE("what is no duration") {
  for (const char* text : {"",
                           "5",
                           "1.0",
                           "-5s",
                           "+5s",
                           "s",
                           "5 sec",
                           "5S",
                           "5m",
                           "5M",
                           "1e3s",
                           "1_000s",
                           "1,5s",
                           ".5s",
                           "5.s",
                           "05s",
                           "0.1ns",
                           "5s ",
                           " 5s",
                           "5 \ts",
                           "5s5s",
                           "1h30min",
                           "9223372036.854775808s",
                           "106752d",
                           "99999999999999999999999d",
                           "0.000000000000000000000001d",
                           "5\u00B5",
                           "inf",
                           "0.0"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_duration(text).has_value());
  }
}

TEST_CASE("sizes count in powers of two and round to a whole byte") {
  CHECK(bytes("512MB") == 512 << 20);
  CHECK(bytes("512MiB") == 512 << 20);
  CHECK(bytes("1GB") == 1 << 30);
  CHECK(bytes("1.5 GB") == 3 << 29);
  CHECK(bytes("1KB") == 1024);
  CHECK(bytes("1TB") == std::int64_t{1} << 40);
  CHECK(bytes("0B") == 0);
  CHECK(bytes("0.1GB") == 107'374'182);                            // 107374182.4
  CHECK(bytes("0.5B") == 1);                                       // half a byte rounds up
  CHECK(bytes("8388607.9999999TB") == 9'223'372'036'854'665'857);  // 2⁶³ − 10⁻⁷ × 2⁴⁰ = 2⁶³ − 109951.16…
  for (const char* text : {"", "0", "512", "512mb", "512M", "512kB", "-1MB", "1e3MB", "8388608TB", "1 G B", "MB"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_bytes(text).has_value());
  }
}

TEST_CASE("rates are exact fractions") {
  const auto rate = [](const char* text) { return parse_rate(text).value_or(Rate{-1, Duration{-1}}); };
  const auto is = [](Rate a, std::int64_t millionths, Duration per) {
    return a.millionths == millionths && a.per == per;
  };
  CHECK(is(rate("5/s"), 5'000'000, Duration::seconds(1)));
  CHECK(is(rate("0.5/ms"), 500'000, Duration::milliseconds(1)));
  CHECK(is(rate("300/min"), 300'000'000, Duration::minutes(1)));
  CHECK(is(rate("20 /h"), 20'000'000, Duration::hours(1)));
  CHECK(is(rate("3000/day"), 3'000'000'000, Duration::hours(24)));
  CHECK(is(rate("3000/d"), 3'000'000'000, Duration::hours(24)));
  CHECK(rate("0/s").is_zero());
  // Seven decimals: a millionth per ten seconds.
  CHECK(is(rate("0.0000001/s"), 1, Duration::seconds(10)));
  CHECK(rate("3000/day").per_second() == doctest::Approx(3000.0 / 86400.0).epsilon(1e-15));
  for (const char* text : {"", "5", "5/", "/s", "5/sec", "5 per s", "-5/s", "5/ s", "5 / s", "1e3/s", "5s", "5/S",
                           "9223372036855/s", "0.00000000000000000001/d"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_rate(text).has_value());
  }
}

TEST_CASE("bandwidths are sizes per second") {
  CHECK(parse_bandwidth("50MB/s").value_or(Bandwidth{}).bytes_per_second == 50 << 20);
  CHECK(parse_bandwidth("1.5 GB/s").value_or(Bandwidth{}).bytes_per_second == 3 << 29);
  for (const char* text : {"", "/s", "50MB", "50MB/min", "50", "50/s", "50MB/S"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_bandwidth(text).has_value());
  }
}

TEST_CASE("a percentage and its plain number are the same double") {
  CHECK(parse_ratio("50%") == 0.5);
  CHECK(parse_ratio("50 %") == 0.5);
  CHECK(parse_ratio("0.5") == 0.5);
  CHECK(parse_ratio("0.1%") == 0.001);
  CHECK(parse_ratio("7%") == 0.07);
  CHECK(parse_ratio("99.95%") == 0.9995);
  CHECK(parse_ratio("120%") == 1.2);
  CHECK(parse_ratio("0%") == 0.0);
  for (const char* text : {"", "%", "-5%", "1e1%", "1e-3", "5%%", "% 5", "5 percent", "010%", ".5"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_ratio(text).has_value());
  }
}

TEST_CASE("vCPUs come in thousandths") {
  CHECK(parse_millicpu("0.25") == 250);
  CHECK(parse_millicpu("2") == 2000);
  CHECK(parse_millicpu("0.001") == 1);
  CHECK(parse_millicpu("0.0010") == 1);
  for (const char* text : {"", "0.0005", "-1", "256 units", "1e3", ".5"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_millicpu(text).has_value());
  }
}

TEST_CASE("the shortest number wins, a whole one when equal, then the larger unit") {
  CHECK(to_text(Duration::milliseconds(1500)) == "1.5s");
  CHECK(to_text(Duration::milliseconds(250)) == "250ms");
  CHECK(to_text(Duration::seconds(60)) == "1min");
  CHECK(to_text(Duration::seconds(90)) == "90s");
  CHECK(to_text(Duration::minutes(5)) == "5min");
  CHECK(to_text(Duration::minutes(15)) == "15min");
  CHECK(to_text(Duration::hours(24)) == "1d");
  CHECK(to_text(Duration{}) == "0s");
  CHECK(to_text(Duration{1}) == "1ns");
  CHECK(to_text(Duration{-1'500'000'000}) == "-1.5s");
  CHECK(to_text(Bytes::megabytes(512)) == "512MB");
  CHECK(to_text(Bytes::megabytes(1536)) == "1.5GB");
  CHECK(to_text(Bytes::megabytes(128)) == "128MB");
  CHECK(to_text(Bytes::gigabytes(10)) == "10GB");
  CHECK(to_text(Bytes{}) == "0B");
  CHECK(to_text(Rate{5'000'000, Duration::seconds(1)}) == "5/s");
  CHECK(to_text(Rate{500'000, Duration::hours(24)}) == "0.5/day");
  CHECK(to_text(Bandwidth{50 << 20}) == "50MB/s");
  CHECK(ratio_to_text(0.5) == "50%");
  CHECK(ratio_to_text(0.07) == "7%");
  CHECK(ratio_to_text(0.0005) == "0.05%");
  CHECK(millicpu_to_text(250) == "0.25");
  CHECK(millicpu_to_text(4000) == "4");
}

TEST_CASE("whatever is printed reads back as the same quantity") {
  std::mt19937_64 bits(3);
  for (int i = 0; i < 20'000; ++i) {
    const auto amount = static_cast<std::int64_t>(bits() >> (1 + bits() % 63));
    CAPTURE(amount);
    REQUIRE(parse_duration(to_text(Duration{amount})) == Duration{amount});
    REQUIRE(parse_bytes(to_text(Bytes{amount})) == Bytes{amount});
    const auto rate = parse_rate(to_text(Rate{amount, Duration::hours(1)}));
    REQUIRE(rate.has_value());
    REQUIRE(rate->millionths == amount);
    REQUIRE(rate->per == Duration::hours(1));
  }
  for (std::int64_t milli = 0; milli < 20'000; ++milli) {
    REQUIRE(parse_millicpu(millicpu_to_text(milli)) == milli);
    const double share = static_cast<double>(milli) / 1000.0;
    REQUIRE(parse_ratio(ratio_to_text(share)) == share);
  }
}
