package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"

	"lianzhan/station"
)

// Bounds on what a zip may unfold to, against bombs. They hold for the sizes declared and for the bytes that really come.
const (
	maxParts   = 30_000 // files, relations, pictures
	maxXML     = 64 << 20
	maxPicture = 16 << 20
	maxTotal   = 256 << 20
)

// archive is the zip of an Open Packaging file (ECMA-376 part 2). Names are matched without case, as the standard asks.
type archive struct {
	parts map[string]*zip.File
	left  int64 // bytes that may still be unfolded
}

func openArchive(data []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, broken(err)
	}
	if len(z.File) > maxParts {
		return nil, bomb()
	}
	a := &archive{parts: make(map[string]*zip.File, len(z.File)), left: maxTotal}
	declared := uint64(0)
	for _, f := range z.File {
		if f.Flags&1 != 0 {
			return nil, station.Invalid("file_encrypted", "这个文件加了密码，打不开。请去掉密码再导入。")
		}
		if f.UncompressedSize64 > maxTotal {
			return nil, bomb()
		}
		if declared += f.UncompressedSize64; declared > maxTotal {
			return nil, bomb()
		}
		a.parts[partName(f.Name)] = f
	}
	return a, nil
}

func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean(strings.ReplaceAll(name, `\`, "/")), "/"))
}

func (a *archive) has(name string) bool { return a.parts[name] != nil }

// read hands a part to fn, which sees an error instead of the byte after the limit.
func (a *archive) read(name string, limit int64, fn func(*meter) error) error {
	f := a.parts[name]
	if f == nil {
		return broken(errors.New("no part " + name))
	}
	r, err := f.Open()
	if err != nil {
		return broken(err)
	}
	defer r.Close() // a reader of bytes in memory has nothing to fail with
	return fn(&meter{r: r, archive: a, left: limit})
}

// meter counts unfolded bytes against the part's limit and the file's.
type meter struct {
	r       io.Reader
	archive *archive
	left    int64
	markup  bool  // the part is XML
	token   int64 // bytes since its last token
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.left -= int64(n)
	m.token += int64(n)
	m.archive.left -= int64(n)
	if m.left < 0 || m.archive.left < 0 || m.token > maxToken && m.markup {
		return 0, bomb()
	}
	return n, err
}

// broken words any fault inside the file; one that is already worded stays.
func broken(err error) error {
	var worded *station.Error
	if errors.As(err, &worded) {
		return worded
	}
	return station.Invalid("file_broken", "表格文件已经损坏，读不下去。请用 Excel 或 WPS 打开，重新另存为 xlsx 再试。").Because(err)
}

func bomb() error {
	return station.Invalid("file_unfolds_too_large", "表格展开后太大，不像一份花名册，没有读。请只留下花名册，另存为 xlsx 再试。")
}
