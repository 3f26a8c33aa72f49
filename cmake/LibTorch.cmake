# ld3m_torch: LibTorch out of the PyPI wheel, linked by file.
# The wheel's own CMake package needs nvcc and the whole CUDA toolkit even for CPU work, and puts
# its flags on every CUDA file; naming the libraries serves both builds with one path.
set(LD3M_TORCH_ROOT "" CACHE PATH "The torch folder of a PyTorch wheel (empty: found in LD3M_DEPS)")
if(LD3M_TORCH_ROOT)
  set(torch_root "${LD3M_TORCH_ROOT}")
else()
  set(torch_root "${LD3M_DEPS}/python/torch")
endif()
if(NOT EXISTS "${torch_root}/lib/libtorch_cpu.so")
  message(FATAL_ERROR "LibTorch is missing under ${torch_root}: run packaging/setup.sh first, "
                      "or give LD3M_TORCH_ROOT the torch folder of a PyTorch 2.11 installation.")
endif()
file(GLOB torch_nvidia_dirs "${torch_root}/../nvidia/*/lib")

add_library(ld3m_torch INTERFACE)
target_include_directories(ld3m_torch SYSTEM INTERFACE
  "${torch_root}/include" "${torch_root}/include/torch/csrc/api/include")
target_compile_definitions(ld3m_torch INTERFACE _GLIBCXX_USE_CXX11_ABI=1)
target_link_directories(ld3m_torch INTERFACE "${torch_root}/lib")
target_link_libraries(ld3m_torch INTERFACE "${torch_root}/lib/libtorch_cpu.so" "${torch_root}/lib/libc10.so")
# at::parallel_for is OpenMP in its caller's code (serial without the flag); the runtime must be LibTorch's own copy.
target_compile_options(ld3m_torch INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fopenmp>)
if(EXISTS "${torch_root}/lib/libgomp.so.1")
  target_link_libraries(ld3m_torch INTERFACE "${torch_root}/lib/libgomp.so.1")
else()
  target_link_libraries(ld3m_torch INTERFACE gomp)
endif()
if(LD3M_CUDA)
  # Registration happens on load: keep the library although no symbol of it is named.
  target_link_libraries(ld3m_torch INTERFACE
    -Wl,--no-as-needed "${torch_root}/lib/libtorch_cuda.so" "${torch_root}/lib/libc10_cuda.so" -Wl,--as-needed)
  file(GLOB torch_cudart "${torch_root}/../nvidia/*/lib/libcudart.so.*")
  if(torch_cudart)
    list(GET torch_cudart 0 torch_cudart)
    target_link_libraries(ld3m_torch INTERFACE "${torch_cudart}")
  else()
    find_package(CUDAToolkit REQUIRED)
    target_link_libraries(ld3m_torch INTERFACE CUDA::cudart)
  endif()
endif()
list(APPEND CMAKE_BUILD_RPATH "${torch_root}/lib" ${torch_nvidia_dirs})
foreach(dir ${torch_nvidia_dirs})
  target_link_options(ld3m_torch INTERFACE "-Wl,-rpath-link,${dir}")
endforeach()
