package pages

import _ "embed"

// unbuilt is what a technician sees in front of a checkout whose pages were never built.
//
//go:embed unbuilt.html
var unbuilt string
