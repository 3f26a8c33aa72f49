# Most of a test's compile time goes into headers that hundreds of tests share, so each kind of test has them compiled
# once, in the same way as the tests themselves. They are not optimised: what a test measures runs in the libraries.

# Qt6::Test itself gives every folder a macro of its own, and GCC wants the same macros wherever compiled headers are read.
add_library(ld3m_qt_test INTERFACE)
target_link_libraries(ld3m_qt_test INTERFACE "$<TARGET_FILE:Qt6::Test>" Qt6::Core)
target_include_directories(ld3m_qt_test SYSTEM INTERFACE "$<TARGET_PROPERTY:Qt6::Test,INTERFACE_INCLUDE_DIRECTORIES>")
target_compile_definitions(ld3m_qt_test INTERFACE QT_TESTLIB_LIB)

function(ld3m_test_options target)
  target_compile_definitions(${target} PRIVATE QT_NO_KEYWORDS)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O0> -fPIC -fpch-preprocess)
  ld3m_strict(${target})
endfunction()

# ld3m_test_headers(kind LINK LIBRARIES... HEADERS ...)
function(ld3m_test_headers kind)
  cmake_parse_arguments(arg "" "" "LINK;HEADERS" ${ARGN})
  if(NOT LD3M_PRECOMPILE)
    return()
  endif()
  file(CONFIGURE OUTPUT "${kind}_test_headers.cpp" CONTENT "")
  add_library(ld3m_${kind}_test_headers OBJECT "${CMAKE_CURRENT_BINARY_DIR}/${kind}_test_headers.cpp")
  target_link_libraries(ld3m_${kind}_test_headers PRIVATE ld3m_qt_test ${arg_LINK})
  ld3m_test_options(ld3m_${kind}_test_headers)
  target_precompile_headers(ld3m_${kind}_test_headers PRIVATE <QtTest> ${arg_HEADERS})
endfunction()

ld3m_test_headers(plain)
ld3m_test_headers(widget LINK Qt6::Widgets HEADERS <QtWidgets>)
ld3m_test_headers(tensor LINK ld3m_torch HEADERS <ATen/ATen.h> <ATen/Parallel.h> <torch/csrc/autograd/autograd.h>
  <torch/csrc/autograd/custom_function.h>)

# ld3m_test_headers_for(target LIBRARIES...): the kind follows from what the test links.
function(ld3m_test_headers_for target)
  get_property(torch GLOBAL PROPERTY ld3m_torch_libraries)
  set(kind plain)
  foreach(library ${ARGN})
    if(library IN_LIST torch)
      set(kind tensor)
    elseif(library MATCHES "^(ld3m_widgets|ld3m_workbench|Qt6::Widgets)$")
      set(kind widget)
    endif()
  endforeach()
  if(TARGET ld3m_${kind}_test_headers)
    target_precompile_headers(${target} REUSE_FROM ld3m_${kind}_test_headers)
  endif()
endfunction()
