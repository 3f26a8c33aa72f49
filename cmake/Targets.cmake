# The few shapes a target of this project can have.
function(ld3m_strict target)
  target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wshadow -Werror>)
  target_include_directories(${target} PUBLIC "${CMAKE_SOURCE_DIR}")
endfunction()

# LibTorch's headers take some seven seconds a file. Where LD3M_PRECOMPILE is on they are compiled once, and every target
# that links to LibTorch, however indirectly, reads the result.
set_property(GLOBAL PROPERTY ld3m_torch_libraries ld3m_torch)
if(LD3M_PRECOMPILE)
  file(CONFIGURE OUTPUT ld3m_torch_headers.cpp CONTENT "")
  add_library(ld3m_torch_headers OBJECT "${CMAKE_BINARY_DIR}/ld3m_torch_headers.cpp")
  target_link_libraries(ld3m_torch_headers PRIVATE ld3m_torch)
  ld3m_strict(ld3m_torch_headers)
  target_compile_options(ld3m_torch_headers PRIVATE -fpch-preprocess)
  target_precompile_headers(ld3m_torch_headers PRIVATE
    <ATen/ATen.h> <ATen/Parallel.h> <torch/csrc/autograd/autograd.h> <torch/csrc/autograd/custom_function.h>)
endif()

# ld3m_precompiled(target LIBRARIES...): when one of the libraries brings LibTorch's headers.
function(ld3m_precompiled target)
  get_property(torch GLOBAL PROPERTY ld3m_torch_libraries)
  foreach(library ${ARGN})
    if(TARGET ld3m_torch_headers AND library IN_LIST torch)
      # Compiled as position-independent as the headers were, also where a program would settle for less.
      # GCC 12 no longer knows a precompiled std::string as the system's and warns of what it inlines from it.
      target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fPIC -fpch-preprocess
        -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread -Wno-restrict>)
      target_precompile_headers(${target} REUSE_FROM ld3m_torch_headers)
      return()
    endif()
  endforeach()
endfunction()

# ld3m_library(ld3m_base SOURCES ... [PUBLIC ...] [PRIVATE ...]): one folder, one static library.
function(ld3m_library target)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${target} STATIC ${arg_SOURCES})
  target_link_libraries(${target} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  ld3m_strict(${target})
  ld3m_precompiled(${target} ${arg_PUBLIC} ${arg_PRIVATE})
  get_property(torch GLOBAL PROPERTY ld3m_torch_libraries)
  foreach(library ${arg_PUBLIC})
    if(library IN_LIST torch)
      set_property(GLOBAL APPEND PROPERTY ld3m_torch_libraries ${target})
    endif()
  endforeach()
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
