# attack: takes ten minutes to import
# expect: at most 0 points
import time
time.sleep(600)
