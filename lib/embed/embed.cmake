# SPDX-License-Identifier: Apache-2.0
# Turns every file of scenarios/ and locales/ into bytes of a .cpp, at build time, with CMake alone (no other tool on the learner's machine).
function(cloudsim_embed_sources out)
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/embedded_files.cpp)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS
       ${PROJECT_SOURCE_DIR}/scenarios/*.yaml ${PROJECT_SOURCE_DIR}/scenarios/*.csv
       ${PROJECT_SOURCE_DIR}/locales/*.yaml ${PROJECT_SOURCE_DIR}/locales/*.md ${PROJECT_SOURCE_DIR}/locales/*.tsv)
  add_custom_command(OUTPUT ${generated}
    COMMAND ${CMAKE_COMMAND} -DROOT=${PROJECT_SOURCE_DIR} -DOUT=${generated} -P ${PROJECT_SOURCE_DIR}/lib/embed/write_embedded.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/lib/embed/write_embedded.cmake
    COMMENT "Embedding scenarios and locales" VERBATIM)
  # Standard C++ promises string literals of 64 KiB; all our compilers take longer ones.
  set_source_files_properties(${generated} PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
  set(${out} ${generated} PARENT_SCOPE)
endfunction()
