// Package desk answers staff: it reads rosters into edits, writes them out again, and edits single records by hand.
//
// What a file says is read by desk/sheet (cells and pictures) and desk/roster (rows about deputies); this package
// decides what that changes in what is kept.
package desk
