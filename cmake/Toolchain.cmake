# Language level, warnings, linker and compiler cache.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

find_program(LD3M_CCACHE ccache)
mark_as_advanced(LD3M_CCACHE)
if(LD3M_CCACHE)
  # Without these words ccache passes by every file that uses a precompiled header. With the base folder, what one preset
  # compiled serves another one, and another clone, too.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros
    "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" "${LD3M_CCACHE}")
endif()
find_program(LD3M_MOLD mold)
mark_as_advanced(LD3M_MOLD)
if(LD3M_MOLD)
  # Segments on pages of their own: mold may else protect a page that is not there, when a thread-local byte (ATen has one
  # in a header) comes to lie at the very end of one, and such a program does not start.
  add_link_options(-fuse-ld=mold -Wl,-z,separate-loadable-segments)
endif()

if(LD3M_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

if(LD3M_CUDA)
  set(CMAKE_CUDA_COMPILER "${LD3M_NVCC}")
  set(CMAKE_CUDA_STANDARD 17) # CMake 3.25 knows no CUDA20
  set(CMAKE_CUDA_RUNTIME_LIBRARY None) # the runtime is LibTorch's own, never a second one
  if(NOT CMAKE_CUDA_ARCHITECTURES)
    set(CMAKE_CUDA_ARCHITECTURES "80;86;90")
  endif()
  enable_language(CUDA)
endif()
