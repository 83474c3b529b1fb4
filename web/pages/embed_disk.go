//go:build !pages

package pages

import (
	"io/fs"
	"os"
)

const embedded = false

// dist is the build in the checkout the program was started from.
func dist() fs.FS { return os.DirFS("web/pages/dist") }
