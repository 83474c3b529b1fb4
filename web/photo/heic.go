package photo

import (
	"encoding/binary"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/sys/unix"
)

// heicBrands are what ISO/IEC 23008-12 and phones call a file with HEVC pictures in it.
var heicBrands = []string{"heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"}

// isHEIC reads the major brand of an ISO base media file (ISO/IEC 14496-12, 4.3).
func isHEIC(data []byte) bool {
	return len(data) >= 12 && slices.Contains(heicBrands, string(data[8:12]))
}

// boxes calls visit with each box in data until one is damaged.
func boxes(data []byte, visit func(kind string, content []byte)) {
	for len(data) >= 8 {
		size := uint64(binary.BigEndian.Uint32(data))
		switch {
		case size == 0:
			size = uint64(len(data))
		case size == 1: // a length of 64 bits belongs to films
			return
		}
		if size < 8 || size > uint64(len(data)) {
			return
		}
		visit(string(data[4:8]), data[8:size])
		data = data[size:]
	}
}

// configOfHEIC reads the size alone.
func configOfHEIC(r io.Reader) (image.Config, error) {
	data, err := io.ReadAll(r)
	size := heicSize(data)
	return image.Config{Width: size.X, Height: size.Y}, err
}

// heicSize is the largest picture the file describes: meta, iprp, ipco, ispe (ISO/IEC 23008-12, 6.5.3).
func heicSize(data []byte) (size image.Point) {
	boxes(data, func(kind string, meta []byte) {
		if kind != "meta" || len(meta) < 4 {
			return
		}
		boxes(meta[4:], func(kind string, properties []byte) {
			if kind != "iprp" {
				return
			}
			boxes(properties, func(kind string, list []byte) {
				if kind == "ipco" {
					boxes(list, func(kind string, content []byte) { size = larger(size, kind, content) })
				}
			})
		})
	})
	return size
}

func larger(size image.Point, kind string, content []byte) image.Point {
	if kind != "ispe" || len(content) < 12 {
		return size
	}
	w, h := binary.BigEndian.Uint32(content[4:]), binary.BigEndian.Uint32(content[8:])
	return image.Pt(max(size.X, int(w)), max(size.Y, int(h)))
}

// converter is a program that turns a HEIC file into a JPEG. It is written in a language that forgets its bounds, so it
// only runs behind a fence. A decoder in our own program would need code pages that can be written, which the unit
// forbids, and 2.7 seconds and 245 MB for what this does in one second.
type converter struct {
	program string
	args    []string
	reads   []string // files and folders it may read and execute
}

// libheif is Debian's converter, under its two names (package libheif-examples); absent on a box without it.
func libheif() *converter {
	for _, program := range []string{"/usr/bin/heif-dec", "/usr/bin/heif-convert"} {
		if _, err := os.Stat(program); err == nil {
			return &converter{program, []string{"-q", "92"}, []string{"/usr", "/lib", "/lib64", "/etc/ld.so.cache"}}
		}
	}
	return nil
}

// maxConverted bounds the JPEG in between.
const maxConverted = 24 << 20

// convert hands the photo over and takes the JPEG back in memory that has no name. The converter chooses its format by
// a file's ending, so the way back is a link with that ending.
func (c *converter) convert(data []byte) ([]byte, error) {
	if err := unix.Prlimit(0, unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: maxConverted, Max: maxConverted}, nil); err != nil {
		return nil, err
	}
	in, err := unnamed("in", data)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	out, err := unnamed("out", nil)
	if err != nil {
		return nil, err
	}
	defer out.Close()
	folder, err := os.MkdirTemp("", "lianzhan-photo-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	back := filepath.Join(folder, "photo.jpg")
	if err := os.Symlink("/proc/self/fd/4", back); err != nil {
		return nil, err
	}
	if err := c.run(back, in, out); err != nil {
		return nil, err
	}
	if _, err := out.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(out, maxConverted))
}

func unnamed(name string, content []byte) (*os.File, error) {
	fd, err := unix.MemfdCreate(name, unix.MFD_CLOEXEC)
	if err != nil {
		return nil, err
	}
	file := os.NewFile(uintptr(fd), name)
	if _, err := file.Write(content); err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

// run starts the converter from a thread behind the fence. The thread is never unlocked, so it dies with its goroutine
// and nothing else of ours ever runs there.
func (c *converter) run(back string, in, out *os.File) error {
	started := make(chan error, 1)
	var process *os.Process
	go func() {
		runtime.LockOSThread()
		err := fence(c.reads)
		if err == nil {
			argv := append(append([]string{c.program}, c.args...), "/proc/self/fd/3", back)
			process, err = os.StartProcess(c.program, argv, &os.ProcAttr{
				Dir: "/", Env: []string{}, Files: []*os.File{os.Stdin, os.Stderr, os.Stderr, in, out},
			})
		}
		started <- err
	}()
	if err := <-started; err != nil {
		return fmt.Errorf("start the converter: %w", err)
	}
	state, err := process.Wait()
	if err == nil && !state.Success() {
		err = fmt.Errorf("converter: %v", state)
	}
	return err
}
