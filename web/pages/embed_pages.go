//go:build pages

package pages

import (
	"embed"
	"io/fs"
)

//go:embed dist
var carried embed.FS

const embedded = true

// dist is the build the binary carries.
func dist() fs.FS {
	files, err := fs.Sub(carried, "dist")
	if err != nil {
		panic("pages: the embedded build has no dist folder: " + err.Error())
	}
	return files
}
