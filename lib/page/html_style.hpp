// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cloudsim::page {

/// The style sheet of pages and fragments. All of it holds below the class `cloudsim` only.
const char* html_style();

}  // namespace cloudsim::page
