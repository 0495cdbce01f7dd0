# SPDX-License-Identifier: Apache-2.0
# One interface target that every target of ours links: language, warnings, and the flags that the determinism promise needs.
add_library(cloudsim_options INTERFACE)
target_compile_features(cloudsim_options INTERFACE cxx_std_20)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
# Contraction would fuse a*b+c on some CPUs only; fast maths is never on.
target_compile_options(cloudsim_options INTERFACE -ffp-contract=off)
target_compile_options(cloudsim_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion)
if(CLOUDSIM_WERROR)
  target_compile_options(cloudsim_options INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(cloudsim_options INTERFACE -Wno-error=stringop-overflow)  # false positive inside fmt 9 with g++ 12
endif()
if(CLOUDSIM_SANITIZE)
  target_compile_options(cloudsim_options INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(cloudsim_options INTERFACE -fsanitize=address,undefined)
endif()
if(EMSCRIPTEN)
  target_compile_options(cloudsim_options INTERFACE -fexceptions)
  target_link_options(cloudsim_options INTERFACE -fexceptions)
endif()
