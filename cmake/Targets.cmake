# The few shapes a target of this project can have.
function(ld3m_strict target)
  target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wshadow -Werror>)
  target_include_directories(${target} PUBLIC "${CMAKE_SOURCE_DIR}")
endfunction()

# ld3m_library(ld3m_base SOURCES ... [PUBLIC ...] [PRIVATE ...]): one folder, one static library.
function(ld3m_library target)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${target} STATIC ${arg_SOURCES})
  target_link_libraries(${target} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  ld3m_strict(${target})
endfunction()

# The same with Qt: moc on, Qt's keyword macros off (they clash with LibTorch's words).
function(ld3m_qt_library target)
  ld3m_library(${target} ${ARGN})
  set_target_properties(${target} PROPERTIES AUTOMOC ON)
  target_compile_definitions(${target} PUBLIC QT_NO_KEYWORDS)
endfunction()

function(ld3m_program target)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${target} ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE ${arg_LINK})
  ld3m_strict(${target})
endfunction()

# generated/version.h: the one place where the version number becomes code.
configure_file("${CMAKE_SOURCE_DIR}/cmake/version.h.in" "${CMAKE_BINARY_DIR}/generated/generated/version.h")
add_library(ld3m_version INTERFACE)
target_include_directories(ld3m_version INTERFACE "${CMAKE_BINARY_DIR}/generated")
