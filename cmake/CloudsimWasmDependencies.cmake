# SPDX-License-Identifier: Apache-2.0
# For WebAssembly the header-only libraries are taken from the distribution through links (em++ must not see /usr/include itself), and
# yaml-cpp is built from the distribution's source, which .ci/install --wasm unpacks to build/source/.
set(staged ${CMAKE_BINARY_DIR}/include)
file(MAKE_DIRECTORY ${staged})
foreach(header IN ITEMS fmt nlohmann fast_float tl CLI)
  file(CREATE_LINK /usr/include/${header} ${staged}/${header} SYMBOLIC)
endforeach()

file(GLOB yaml_source ${PROJECT_SOURCE_DIR}/build/source/yaml-cpp-*)
if(NOT yaml_source)
  message(FATAL_ERROR "The source of yaml-cpp is missing: run .ci/install --wasm first")
endif()
list(GET yaml_source 0 yaml_source)
file(GLOB yaml_files ${yaml_source}/src/*.cpp)
add_library(cloudsim_yaml STATIC ${yaml_files})
target_include_directories(cloudsim_yaml SYSTEM PUBLIC ${yaml_source}/include)
target_compile_features(cloudsim_yaml PRIVATE cxx_std_17)
target_compile_definitions(cloudsim_yaml PUBLIC YAML_CPP_STATIC_DEFINE)
target_compile_options(cloudsim_yaml PRIVATE -fexceptions -w)

add_library(cloudsim_fmt INTERFACE)
target_compile_definitions(cloudsim_fmt INTERFACE FMT_HEADER_ONLY=1)
add_library(cloudsim_json INTERFACE)
target_include_directories(cloudsim_options SYSTEM INTERFACE ${staged})
