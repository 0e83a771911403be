# attack: ends Python with success while it is imported
# expect: at most 0 points
import sys
sys.exit(0)
