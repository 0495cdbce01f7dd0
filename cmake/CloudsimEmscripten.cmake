# SPDX-License-Identifier: Apache-2.0
# Debian's Emscripten, found where the package puts it.
set(CLOUDSIM_EMSCRIPTEN_ROOT "/usr/share/emscripten" CACHE PATH "Where Emscripten is installed")
include(${CLOUDSIM_EMSCRIPTEN_ROOT}/cmake/Modules/Platform/Emscripten.cmake)
