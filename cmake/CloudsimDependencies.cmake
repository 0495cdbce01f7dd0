# SPDX-License-Identifier: Apache-2.0
# Well-kept libraries from the distribution. fmt is used header-only everywhere: one way for programs, shared libraries and WebAssembly.
if(EMSCRIPTEN)
  include(CloudsimWasmDependencies)
  return()
endif()
find_package(fmt REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(nlohmann_json REQUIRED)
find_path(CLOUDSIM_FAST_FLOAT_INCLUDE fast_float/fast_float.h REQUIRED)
find_path(CLOUDSIM_EXPECTED_INCLUDE tl/expected.hpp REQUIRED)

add_library(cloudsim_fmt INTERFACE)
target_link_libraries(cloudsim_fmt INTERFACE fmt::fmt-header-only)
add_library(cloudsim_yaml INTERFACE)
target_link_libraries(cloudsim_yaml INTERFACE yaml-cpp)  # 0.7 has no yaml-cpp:: target
add_library(cloudsim_json INTERFACE)
target_link_libraries(cloudsim_json INTERFACE nlohmann_json::nlohmann_json)
