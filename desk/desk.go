// Package desk answers staff. Its Room brings together what stands behind the door: the matters at hand (desk/casebook),
// the hand on them (desk/casework), the registers (desk/register), settings, the live socket and retention.
//
// Beside it, it reads rosters into edits, writes them out again, and edits single records by hand. What a file says is
// read by desk/sheet (cells and pictures) and desk/roster (rows about deputies); this package decides what that changes.
package desk
