// SPDX-License-Identifier: Apache-2.0
#include "page/html_style.hpp"

namespace cloudsim::page {
namespace {

// Contrast of text and background is at least 7:1 in both schemes. Everything stands below .cloudsim, so that a
// fragment changes nothing around it.
constexpr const char* kStyle =
    ".cloudsim{--line:#c8ccd0;--soft:#f3f5f7;--dim:#4a4f55;color:#16191c;background:#fff;"
    "font:1rem/1.5 system-ui,sans-serif;max-width:56rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}\n"
    "@media(prefers-color-scheme:dark){.cloudsim{--line:#4a4f55;--soft:#22262a;--dim:#b9c0c7;"
    "color:#eceff1;background:#16191c}}\n"
    "body.cloudsim-page{margin:0}@media(prefers-color-scheme:dark){body.cloudsim-page{background:#16191c}}\n"
    ".cloudsim h1,.cloudsim h2,.cloudsim h3,.cloudsim h4{line-height:1.25;margin:2rem 0 .5rem}"
    ".cloudsim h1{font-size:1.7rem;margin-top:.5rem}.cloudsim h2{font-size:1.35rem;"
    "border-bottom:2px solid var(--line);padding-bottom:.2rem}"
    ".cloudsim h3{font-size:1.12rem}.cloudsim h4{font-size:1rem}\n"
    ".cloudsim p{margin:.5rem 0}.cloudsim .verdict{font-size:1.08rem;background:var(--soft);"
    "padding:.8rem 1rem;border-left:.3rem solid #0072B2}\n"
    ".cloudsim nav ul{padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem}"
    ".cloudsim a{color:inherit}.cloudsim ol,.cloudsim ul{padding-left:1.4rem}.cloudsim li{margin:.3rem 0}\n"
    ".cloudsim table{border-collapse:collapse;width:100%;margin:.6rem 0 1.2rem;font-size:.95rem}"
    ".cloudsim caption{text-align:left;font-weight:600;padding:.3rem 0}"
    ".cloudsim th,.cloudsim td{padding:.25rem .6rem;border-bottom:1px solid var(--line);"
    "text-align:right;vertical-align:top;font-variant-numeric:tabular-nums}\n"
    ".cloudsim th:first-child{text-align:left;padding-left:0;font-weight:400}"
    ".cloudsim thead th,.cloudsim thead th:first-child,.cloudsim tr.s th{font-weight:600}"
    ".cloudsim tr.s th{padding-top:.8rem}.cloudsim small{color:var(--dim)}"
    ".cloudsim figure{margin:1rem 0 1.6rem;break-inside:avoid}.cloudsim figcaption{font-weight:600}"
    ".cloudsim svg.chart{display:block;max-width:44rem;height:auto;margin:.4rem 0}"
    ".cloudsim .values{color:var(--dim);font-size:.92rem;margin:.2rem 0;padding-left:1.2rem}"
    ".cloudsim .values li{margin:0}.cloudsim summary{cursor:pointer;padding:.2rem 0}.cloudsim summary "
    ":is(h2,h3,h4,h5){display:inline;border:0}\n"
    ".cloudsim .small{color:var(--dim);font-size:.92rem}\n"
    "@media(max-width:40rem){.cloudsim table.k,.cloudsim table.k tbody,.cloudsim table.k tr,"
    ".cloudsim table.k th,.cloudsim table.k td{display:block;text-align:left;padding:.1rem 0;border:0}"
    ".cloudsim table.k thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}"
    ".cloudsim table.k tr{border-bottom:1px solid var(--line);padding:.4rem 0}"
    ".cloudsim table.k tbody th{font-weight:600}.cloudsim table.k tr.s{border:0;font-size:1.1rem}"
    ".cloudsim table.k td::before{content:attr(data-c)\": \";color:var(--dim)}}\n"
    "@media print{.cloudsim{max-width:none;padding:0;color:#000;background:#fff}"
    ".cloudsim details:not([open]),.cloudsim nav{display:none}.cloudsim h2,.cloudsim h3{break-after:avoid}}\n";

}  // namespace

const char* html_style() { return kStyle; }

}  // namespace cloudsim::page
