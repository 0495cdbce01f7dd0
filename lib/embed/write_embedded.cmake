# SPDX-License-Identifier: Apache-2.0
# Run as a script: writes OUT, a .cpp with every data file of ROOT as a byte array, sorted by path.
file(GLOB_RECURSE files RELATIVE ${ROOT}
     ${ROOT}/scenarios/*.yaml ${ROOT}/scenarios/*.csv
     ${ROOT}/locales/*.yaml ${ROOT}/locales/*.md ${ROOT}/locales/*.tsv)
list(SORT files)
set(text "// Generated from scenarios/ and locales/. Do not edit.\n#include \"embed/embedded_table.hpp\"\nnamespace cloudsim::embed {\nnamespace {\n")
set(table "")
set(number 0)
foreach(file IN LISTS files)
  file(READ ${ROOT}/${file} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" escaped "${hex}")
  # String literals of at most 64 characters a piece: fast to compile and within every compiler's limit.
  string(REGEX REPLACE "((\\\\x[0-9a-f][0-9a-f])(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?)" "\"\\1\"\n" pieces "${escaped}")
  file(SIZE ${ROOT}/${file} size)
  string(APPEND text "const char kFile${number}[] =\n\"\"${pieces};\n")
  string(APPEND table "  {\"${file}\", {kFile${number}, ${size}}},\n")
  math(EXPR number "${number} + 1")
endforeach()
string(APPEND text "}  // namespace\nconst EmbeddedFile kFiles[] = {\n${table}  {{}, {}},\n};\nconst unsigned kFileCount = ${number};\n}  // namespace cloudsim::embed\n")
file(WRITE ${OUT} "${text}")
